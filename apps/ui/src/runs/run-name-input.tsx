import { LIMITS } from '@runstead/ui-contract';
import { useId, useRef, useState, type KeyboardEvent } from 'react';
import styles from './run-name-input.module.css';

interface Props {
  readonly name: string;
  /** `heading` on the run page, `row` in a list, `field` elsewhere. */
  readonly look?: 'heading' | 'row' | 'field';
  /** The new name, or null for none; `byKey` when Enter or Escape ended it and focus should go back. */
  readonly onDone: (name: string | null, byKey: boolean) => void;
}

/** Enter or leaving it saves, Escape does not; an empty name is refused. */
export function RunNameInput({ name, look = 'field', onDone }: Props) {
  const [text, setText] = useState(name);
  const problemId = useId();
  const done = useRef(false);
  const next = text.trim();
  const problem = next === '' ? 'A run needs a name' : null;
  const finish = (save: boolean, byKey: boolean): void => {
    if (done.current) return;
    done.current = true;
    onDone(save && problem === null && next !== name ? next : null, byKey);
  };
  const press = (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (event.key === 'Escape') finish(false, true);
    if (event.key !== 'Enter') return;
    // Else the same key press would reach the button that gets the focus, and open the input again.
    event.preventDefault();
    if (problem === null) finish(true, true);
  };
  return (
    <div className={styles.name} data-look={look}>
      <input
        aria-label="Run name"
        value={text}
        maxLength={LIMITS.runNameLength}
        autoFocus
        spellCheck={false}
        aria-invalid={problem ? true : undefined}
        aria-describedby={problem ? problemId : undefined}
        onFocus={(event) => event.target.select()}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={press}
        onBlur={() => finish(true, false)}
      />
      {problem ? (
        <p id={problemId} role="alert">
          {problem}
        </p>
      ) : null}
    </div>
  );
}
