import { ProblemError } from '../api/answer';
import { Button } from '../controls/button';
import styles from './states.module.css';

interface Props {
  /** In plain words: `The runs could not be loaded`. */
  readonly text: string;
  readonly error: unknown;
  readonly onRetry: () => void;
}

export function ErrorRegion({ text, error, onRetry }: Props) {
  return (
    <div className={styles.region} data-state="error" role="alert">
      <p>{text}</p>
      <Button onClick={onRetry}>Retry</Button>
      <ErrorDetails error={error} />
    </div>
  );
}

export function ErrorDetails({ error }: { readonly error: unknown }) {
  const problem = error instanceof ProblemError ? error.problem : null;
  const message = problem
    ? [problem.title, problem.detail].filter(Boolean).join(': ')
    : error instanceof Error
      ? error.message
      : String(error);
  return (
    <details className={styles.details}>
      <summary>Details</summary>
      <span>{message}</span>
      {problem?.requestId ? <code>Request {problem.requestId}</code> : null}
    </details>
  );
}
