import { useId, useState, type ReactNode } from 'react';
import styles from './editor.module.css';

interface RowProps {
  readonly label: string;
  /** The value comes from the workspace: grey, and said. */
  readonly inherited?: boolean | undefined;
  readonly onReset?: (() => void) | undefined;
  readonly children: ReactNode;
}

/** A label and its control; what is inherited says so, what is set can be given back. */
export function Row({ label, inherited, onReset, children }: RowProps) {
  return (
    <div className={styles.row} data-inherited={inherited || undefined}>
      <span className={styles.label} title={inherited ? 'Inherited from workspace' : undefined}>
        {label}
      </span>
      <div className={styles.value}>
        {children}
        {inherited === false && onReset ? (
          <button type="button" className={styles.reset} aria-label={`Reset ${label}`} onClick={onReset}>
            Reset
          </button>
        ) : null}
      </div>
    </div>
  );
}

interface NumberProps {
  readonly label: string;
  readonly value: number | undefined;
  readonly placeholder?: string | undefined;
  readonly onChange: (value: number | undefined) => void;
  /** What may be entered beyond that it is a number. */
  readonly check?: ((value: number) => boolean) | undefined;
  readonly onInvalid: (label: string, invalid: boolean) => void;
}

/** Empty is automatic. A text that is no number, or none that is allowed, marks the field and blocks `Apply`. */
export function NumberField({ label, value, placeholder = 'auto', onChange, check, onInvalid }: NumberProps) {
  const [text, setText] = useState(value === undefined ? '' : String(value));
  const [bad, setBad] = useState(false);
  const typed = (next: string): void => {
    setText(next);
    const number = Number(next);
    const invalid = next.trim() !== '' && (!Number.isFinite(number) || (check !== undefined && !check(number)));
    setBad(invalid);
    onInvalid(label, invalid);
    if (!invalid) onChange(next.trim() === '' ? undefined : number);
  };
  return (
    <input
      className={styles.number}
      aria-label={label}
      aria-invalid={bad || undefined}
      inputMode="decimal"
      placeholder={placeholder}
      value={text}
      onChange={(event) => typed(event.target.value)}
    />
  );
}

interface TextProps {
  readonly label: string;
  readonly value: string | undefined;
  readonly placeholder?: string | undefined;
  readonly mono?: boolean | undefined;
  readonly problem?: string | null | undefined;
  readonly onChange: (value: string | undefined) => void;
}

export function TextField({ label, value, placeholder, mono, problem, onChange }: TextProps) {
  const id = useId();
  return (
    <>
      <input
        className={styles.text}
        data-mono={mono || undefined}
        aria-label={label}
        aria-invalid={problem ? true : undefined}
        aria-describedby={problem ? id : undefined}
        placeholder={placeholder}
        spellCheck={false}
        value={value ?? ''}
        onChange={(event) => onChange(event.target.value === '' ? undefined : event.target.value)}
      />
      {problem ? (
        <p id={id} className={styles.problem}>
          {problem}
        </p>
      ) : null}
    </>
  );
}

interface ToggleProps {
  readonly label: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}

export function Toggle({ label, checked, onChange }: ToggleProps) {
  return (
    <label className={styles.toggle}>
      <input type="checkbox" checked={checked} onChange={(event) => onChange(event.target.checked)} />
      {label}
    </label>
  );
}
