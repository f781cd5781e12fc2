import { Pencil } from 'lucide-react';
import { useState } from 'react';
import type { SweepAddress } from '../api/sweeps';
import { Button } from '../controls/button';
import { lazyPart } from '../controls/lazy-part';
import { Snippet } from '../controls/snippet';
import type { EditConfigDialog as Dialog } from './edit-config-dialog';
import styles from './sweeps.module.css';

const EditConfigDialog = lazyPart<Parameters<typeof Dialog>[0]>(() =>
  import('./edit-config-dialog').then((module) => module.EditConfigDialog),
);

/** The text as it came, and where it is changed. */
export function SweepConfiguration({ at, config }: { readonly at: SweepAddress; readonly config: string }) {
  const [editing, setEditing] = useState(false);
  return (
    <section className={styles.card} aria-label="Configuration">
      <div className={styles.configHead}>
        <h2>Configuration</h2>
        <Button look="quiet" onClick={() => setEditing(true)}>
          <Pencil size={12} aria-hidden="true" /> Edit
        </Button>
      </div>
      <div className={`${styles.cardBody} ${styles.config}`}>
        <Snippet text={config.trimEnd()} label="Copy configuration" />
      </div>
      {editing ? <EditConfigDialog at={at} config={config} onClose={() => setEditing(false)} /> : null}
    </section>
  );
}
