import { Pencil } from 'lucide-react';
import { useState } from 'react';
import { IconButton } from '../../controls/button';
import { NameText } from '../../format/name-text';
import { RunNameInput } from '../../runs/run-name-input';
import styles from './overview.module.css';

/** The name with a pencil. */
export function RunNameField({ name, onChange }: { readonly name: string; readonly onChange: (name: string) => void }) {
  const [editing, setEditing] = useState(false);
  if (editing)
    return (
      <RunNameInput
        name={name}
        onDone={(next) => {
          setEditing(false);
          if (next !== null) onChange(next);
        }}
      />
    );
  return (
    <span className={styles.copyable}>
      <NameText name={name} />
      <IconButton label="Edit run name" small onClick={() => setEditing(true)}>
        <Pencil size={13} aria-hidden="true" />
      </IconButton>
    </span>
  );
}
