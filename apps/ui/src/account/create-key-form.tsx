import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../controls/button';
import controls from '../controls/controls.module.css';
import { Snippet } from '../controls/snippet';
import { apiKeysQuery, createApiKey } from './api-keys';
import styles from './account.module.css';
import { CopyKeyButton } from './copy-key-button';

const today = (): string => new Date().toISOString().slice(0, 10);

/** Makes a key and shows it once: it is only in this component's state, and gone when the page is left. */
export function CreateKeyForm() {
  const client = useQueryClient();
  const [name, setName] = useState(() => `cli-${today()}`);
  const creation = useMutation({
    mutationFn: createApiKey,
    gcTime: 0,
    onSuccess: () => client.invalidateQueries({ queryKey: apiKeysQuery.queryKey }),
  });
  const created = creation.data?.ok ? creation.data.value : null;
  if (created)
    return (
      <div className={styles.form}>
        <p>
          Key <strong>{created.name}</strong> is ready. Paste it into your terminal. It is shown once.
        </p>
        <div className={styles.keyBox}>
          <output className={styles.key} aria-label="API key">
            {created.key}
          </output>
          <CopyKeyButton text={created.key} />
        </div>
        <Snippet label="Copy login command" text={`wandb login --host=${window.location.origin} ${created.key}`} />
      </div>
    );
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        creation.mutate(name.trim());
      }}
    >
      <p>Paste this key into your terminal. It is shown once.</p>
      <label className={controls.label}>
        Key name
        <input type="text" required maxLength={100} autoComplete="off" value={name} onChange={(event) => setName(event.target.value)} />
      </label>
      {creation.data && !creation.data.ok ? (
        <p className={controls.error} role="alert">
          The key was not created: {creation.data.problem.title}
        </p>
      ) : null}
      <Button type="submit" look="primary" className={styles.submit ?? ''} disabled={creation.isPending || name.trim() === ''}>
        Create key
      </Button>
    </form>
  );
}
