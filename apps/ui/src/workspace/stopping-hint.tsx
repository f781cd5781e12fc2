import { useState } from 'react';
import { useNow } from '../format/time-text';
import styles from './workspace.module.css';

const ANSWER_EXPECTED_MS = 120_000;

/** `Stopping…` until the server reports a final state; after two minutes it says that the process does not answer. */
export function StoppingHint() {
  const [since] = useState(() => Date.now());
  const late = useNow(5_000) - since > ANSWER_EXPECTED_MS;
  return <span className={styles.stopping}>{late ? 'No answer from the run yet' : 'Stopping…'}</span>;
}
