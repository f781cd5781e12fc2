import { ChevronDown } from 'lucide-react';
import styles from './select-field.module.css';

interface Props<T extends string> {
  /** The accessible name; the chosen option says it to the eye. */
  readonly label: string;
  readonly value: T;
  readonly options: readonly { readonly value: T; readonly label: string }[];
  readonly onChange: (value: T) => void;
}

/** A native select in the dress of a button: it works on every device. */
export function SelectField<T extends string>({ label, value, options, onChange }: Props<T>) {
  return (
    <span className={styles.field}>
      <select
        aria-label={label}
        value={value}
        onChange={(event) => {
          const chosen = options.find((option) => option.value === event.target.value);
          if (chosen) onChange(chosen.value);
        }}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      <ChevronDown size={14} aria-hidden="true" />
    </span>
  );
}
