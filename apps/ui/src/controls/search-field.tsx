import { Search } from 'lucide-react';
import { useId, type ComponentProps, type ReactNode } from 'react';
import styles from './controls.module.css';

interface Props extends Omit<ComponentProps<'input'>, 'onChange' | 'value'> {
  /** The accessible name and the placeholder. */
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** What is wrong with the text; shown under the box. */
  readonly problem?: string | null;
  /** Buttons inside the box, at its end. */
  readonly children?: ReactNode;
}

/** Escape clears it. */
export function SearchField({ label, value, onChange, problem = null, children, className = '', ...rest }: Props) {
  const problemId = useId();
  return (
    <div className={className}>
      <div className={styles.field} data-invalid={problem ? '' : undefined}>
        <Search size={14} aria-hidden="true" />
        <input
          type="search"
          role="searchbox"
          aria-label={label}
          placeholder={label}
          value={value}
          spellCheck={false}
          autoComplete="off"
          aria-invalid={problem ? true : undefined}
          aria-describedby={problem ? problemId : undefined}
          onChange={(event) => onChange(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Escape' || value === '') return;
            event.stopPropagation();
            onChange('');
          }}
          {...rest}
        />
        {children}
      </div>
      {problem ? (
        <p id={problemId} className={styles.error}>
          {problem}
        </p>
      ) : null}
    </div>
  );
}
