import { useState } from 'react';
import styles from '../panels.module.css';

interface Props {
  readonly name: string;
  readonly taken: readonly string[];
  /** Null leaves the name as it was. */
  readonly onDone: (name: string | null) => void;
}

/** Enter and leaving it keep the name, Escape does not. Two sections of one name could not be told apart. */
export function SectionNameInput({ name, taken, onDone }: Props) {
  const [text, setText] = useState(name);
  const next = text.trim();
  const problem = next === '' ? 'A section needs a name' : next !== name && taken.includes(next) ? 'There is a section of this name' : null;
  const finish = (): void => onDone(problem || next === name ? null : next);
  return (
    <input
      className={styles.sectionName}
      aria-label="Section name"
      aria-invalid={problem ? true : undefined}
      title={problem ?? undefined}
      autoFocus
      value={text}
      maxLength={128}
      onFocus={(event) => event.target.select()}
      onChange={(event) => setText(event.target.value)}
      onBlur={finish}
      onKeyDown={(event) => {
        if (event.key === 'Enter') finish();
        if (event.key === 'Escape') {
          event.stopPropagation();
          onDone(null);
        }
      }}
    />
  );
}
