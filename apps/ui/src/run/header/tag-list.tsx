import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import { visibleText } from '../../format/visible-text';
import styles from './header.module.css';

interface Props {
  readonly tags: readonly string[];
  readonly onChange: (tags: readonly string[]) => void;
}

const LONGEST_TAG = 64;

/** Tags as chips: each can be removed, `+` adds one. Enter keeps the input open for the next. */
export function TagList({ tags, onChange }: Props) {
  const [adding, setAdding] = useState(false);
  const [text, setText] = useState('');
  const add = (): void => {
    const tag = text.trim();
    setText('');
    if (tag !== '' && !tags.includes(tag)) onChange([...tags, tag]);
  };
  return (
    <ul className={styles.tags} aria-label="Tags">
      {tags.map((tag) => (
        <li key={tag} className={styles.tag}>
          <bdi>{visibleText(tag)}</bdi>
          <button type="button" aria-label={`Remove tag ${tag}`} onClick={() => onChange(tags.filter((other) => other !== tag))}>
            <X size={12} aria-hidden="true" />
          </button>
        </li>
      ))}
      <li>
        {adding ? (
          <input
            className={styles.tagInput}
            aria-label="New tag"
            autoFocus
            maxLength={LONGEST_TAG}
            value={text}
            onChange={(event) => setText(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter') add();
              if (event.key === 'Escape') {
                setText('');
                setAdding(false);
              }
            }}
            onBlur={() => {
              add();
              setAdding(false);
            }}
          />
        ) : (
          <button type="button" className={styles.addTag} aria-label="Add tag" title="Add tag" onClick={() => setAdding(true)}>
            <Plus size={13} aria-hidden="true" />
            {tags.length === 0 ? 'Tag' : null}
          </button>
        )}
      </li>
    </ul>
  );
}
