import { Popover } from '@mantine/core';
import { useRef, useState } from 'react';
import controls from '../controls/controls.module.css';
import { TagList } from '../run/header/tag-list';
import styles from './runs-table.module.css';

interface NotesProps {
  readonly notes: string;
  /** The new notes, or null for none. */
  readonly onDone: (notes: string | null) => void;
}

/** Enter or leaving it saves, Shift+Enter begins a line, Escape discards. */
export function NotesEditor({ notes, onDone }: NotesProps) {
  const [text, setText] = useState(notes);
  const done = useRef(false);
  const finish = (save: boolean): void => {
    if (done.current) return;
    done.current = true;
    onDone(save && text !== notes ? text : null);
  };
  return (
    <textarea
      className={styles.notesEditor}
      aria-label="Notes"
      autoFocus
      rows={4}
      maxLength={100_000}
      value={text}
      onChange={(event) => setText(event.target.value)}
      onBlur={() => finish(true)}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Escape') finish(false);
        if (event.key !== 'Enter' || event.shiftKey) return;
        event.preventDefault();
        finish(true);
      }}
    />
  );
}

interface TagsProps {
  readonly tags: readonly string[];
  readonly onTags: (tags: readonly string[]) => void;
  readonly onClose: () => void;
}

/** Each change is saved at once, as on the run's page. */
export function TagsEditor({ tags, onTags, onClose }: TagsProps) {
  return (
    <Popover opened onChange={(opened) => !opened && onClose()} position="bottom-start" trapFocus withinPortal width={280}>
      <Popover.Target>
        <span className={controls.anchor} aria-hidden="true" />
      </Popover.Target>
      <Popover.Dropdown aria-label="Edit tags" onKeyDown={(event) => event.stopPropagation()}>
        <TagList tags={tags} onChange={onTags} />
      </Popover.Dropdown>
    </Popover>
  );
}
