import { useId } from 'react';
import controls from '../controls/controls.module.css';
import styles from './sweeps.module.css';

interface Props {
  readonly value: string;
  readonly problem: string | null;
  readonly onChange: (text: string) => void;
}

/** Where a configuration is written, with what the server says of it. */
export function ConfigField({ value, problem, onChange }: Props) {
  const id = useId();
  return (
    <div className={controls.label}>
      <label htmlFor={id}>Configuration (YAML)</label>
      <textarea
        id={id}
        className={styles.yaml}
        data-autofocus=""
        rows={18}
        spellCheck={false}
        autoCapitalize="off"
        value={value}
        aria-invalid={problem !== null}
        aria-describedby={`${id}-said`}
        onChange={(event) => onChange(event.target.value)}
      />
      {problem ? (
        <p id={`${id}-said`} className={controls.error} role="alert">
          {problem}
        </p>
      ) : (
        <p id={`${id}-said`} className={controls.hint}>
          Methods: grid, random, bayes. Agents run <code>program</code> with the chosen parameters.
        </p>
      )}
    </div>
  );
}
