import { useLiveConnection, useLiveStatus } from '../api/live';
import styles from './shell.module.css';

const LABELS = { live: 'Live', paused: 'Paused', reconnecting: 'Reconnecting…' } as const;

/** Pauses and resumes the live updates of this tab. Absent where nothing is live. */
export function LivePill() {
  const connection = useLiveConnection();
  const status = useLiveStatus();
  if (status === 'off') return null;
  const paused = status === 'paused';
  return (
    <span role="status">
      <button
        type="button"
        className={styles.pill}
        data-status={status}
        title={paused ? 'Resume live updates' : 'Pause live updates'}
        onClick={() => (paused ? connection.resume() : connection.pause())}
      >
        <i aria-hidden="true" />
        {LABELS[status]}
      </button>
    </span>
  );
}
