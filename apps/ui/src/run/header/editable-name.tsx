import { useEffect, useRef, useState } from 'react';
import { NameText } from '../../format/name-text';
import { RunNameInput } from '../../runs/run-name-input';
import styles from './header.module.css';

interface Props {
  readonly name: string;
  readonly onChange: (name: string) => void;
}

/** The heading of the page; a click makes it an input. */
export function EditableName({ name, onChange }: Props) {
  const [editing, setEditing] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const takeFocus = useRef(false);
  useEffect(() => {
    if (!editing && takeFocus.current) button.current?.focus();
    takeFocus.current = false;
  }, [editing]);
  if (editing)
    return (
      <RunNameInput
        look="heading"
        name={name}
        onDone={(next, byKey) => {
          takeFocus.current = byKey;
          setEditing(false);
          if (next !== null) onChange(next);
        }}
      />
    );
  return (
    <h1 className={styles.name}>
      <button ref={button} type="button" title="Rename" aria-label={`${name}, rename`} onClick={() => setEditing(true)}>
        <NameText name={name} />
      </button>
    </h1>
  );
}
