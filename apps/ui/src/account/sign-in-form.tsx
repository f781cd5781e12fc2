import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { sessionQuery, signIn } from '../api/session';
import { Button } from '../controls/button';
import controls from '../controls/controls.module.css';
import styles from './account.module.css';

/** Signs in with a pasted API key; `problem` is what went wrong before, such as a link that was used already. */
export function SignInForm({ problem = null, onSignedIn }: { readonly problem?: string | null; readonly onSignedIn: () => void }) {
  const client = useQueryClient();
  const [key, setKey] = useState('');
  const field = useId();
  const attempt = useMutation({ mutationFn: (apiKey: string) => signIn({ apiKey }) });
  const submit = async (): Promise<void> => {
    const answer = await attempt.mutateAsync(key.trim());
    if (!answer.ok) return;
    client.setQueryData(sessionQuery.queryKey, answer.value);
    onSignedIn();
  };
  const refused = attempt.data && !attempt.data.ok ? refusal(attempt.data.problem.status, attempt.data.problem.title) : problem;
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      {/* Password managers keep a key only beside a name. */}
      <input
        className="visually-hidden"
        type="text"
        name="username"
        autoComplete="username"
        value="api"
        readOnly
        tabIndex={-1}
        aria-hidden="true"
      />
      <label className={controls.label} htmlFor={field}>
        API key
        <input
          id={field}
          type="password"
          name="password"
          autoComplete="current-password"
          required
          autoFocus
          spellCheck={false}
          value={key}
          aria-invalid={refused ? true : undefined}
          aria-describedby={`${field}-hint${refused ? ` ${field}-problem` : ''}`}
          onChange={(event) => setKey(event.target.value)}
        />
      </label>
      {refused ? (
        <p id={`${field}-problem`} className={controls.error} role="alert">
          {refused}
        </p>
      ) : null}
      <Button type="submit" look="primary" className={styles.submit ?? ''} disabled={attempt.isPending || key.trim() === ''}>
        {attempt.isPending ? 'Signing in…' : 'Sign in'}
      </Button>
      <p id={`${field}-hint`} className={controls.hint}>
        It is the key that you give to <code>wandb login</code>. The server printed the first one in its terminal when it was started for
        the first time; further ones come from an administrator.
      </p>
    </form>
  );
}

function refusal(status: number, title: string): string {
  if (status === 401 || status === 400 || status === 403)
    return 'This key is not valid here. Check that all of it was copied, and that it is for this server.';
  if (status === 0) return 'The server cannot be reached. Is it running?';
  return title;
}
