import { X } from 'lucide-react';
import { IconButton } from '../../controls/button';
import { Combobox } from '../../controls/combobox';
import { visibleText } from '../../format/visible-text';
import styles from './editor.module.css';

interface Props {
  readonly label: string;
  readonly chosen: readonly string[];
  readonly options: readonly string[];
  readonly onChange: (chosen: string[]) => void;
  readonly most?: number | undefined;
}

/** Keys or fields, as many as wanted: chips with a box that adds one. */
export function KeyChoice({ label, chosen, options, onChange, most = 50 }: Props) {
  return (
    <div className={styles.keys}>
      {chosen.map((key) => (
        <span key={key} className={styles.chip}>
          <bdi>{visibleText(key)}</bdi>
          <IconButton label={`Remove ${key}`} small onClick={() => onChange(chosen.filter((other) => other !== key))}>
            <X size={12} aria-hidden="true" />
          </IconButton>
        </span>
      ))}
      {chosen.length < most ? (
        <Combobox
          key={chosen.length}
          label={label}
          value=""
          placeholder={chosen.length > 0 ? 'Add…' : 'Choose…'}
          options={options.filter((key) => !chosen.includes(key)).map((key) => ({ value: key, label: key }))}
          onCommit={(key) => onChange([...chosen, key])}
        />
      ) : null}
    </div>
  );
}
