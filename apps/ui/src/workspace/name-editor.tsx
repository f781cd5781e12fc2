import { LIMITS } from '@runstead/ui-contract';
import { useEffect, useRef, useState } from 'react';
import styles from './workspace.module.css';

interface Props {
  readonly name: string;
  readonly onSave: (name: string) => void;
  readonly onClose: () => void;
}

/** Enter and blur save, Escape cancels; an empty name is refused. */
export function NameEditor({ name, onSave, onClose }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const closed = useRef(false);
  const [text, setText] = useState(name);
  const trimmed = text.trim();
  useEffect(() => {
    input.current?.focus();
    input.current?.select();
  }, []);
  const finish = (save: boolean): void => {
    if (closed.current) return;
    closed.current = true;
    if (save && trimmed !== '' && trimmed !== name) onSave(trimmed);
    onClose();
  };
  return (
    <span className={styles.editor}>
      <input
        ref={input}
        value={text}
        maxLength={LIMITS.runNameLength}
        aria-label={`New name of ${name}`}
        aria-invalid={trimmed === ''}
        title={trimmed === '' ? 'A run needs a name' : undefined}
        onChange={(event) => setText(event.target.value)}
        onBlur={() => finish(true)}
        onKeyDown={(event) => {
          event.stopPropagation();
          if (event.key === 'Enter' && trimmed !== '') finish(true);
          if (event.key === 'Escape') finish(false);
        }}
      />
      {trimmed === '' ? <span role="alert">A run needs a name</span> : null}
    </span>
  );
}
