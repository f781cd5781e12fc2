import { formatDuration } from '../format/duration';
import { useNow } from '../format/time-text';
import styles from './workspace.module.css';

/** A healthy client speaks at least every 30 s; twice that and a little more is worth a word (UI 14). */
const QUIET_MS = 75_000;

/** How long a running run has not been heard of, before the server declares it crashed. */
export function QuietHint({ since }: { readonly since: number }) {
  const silence = useNow(5_000) - since;
  if (silence < QUIET_MS) return null;
  const said = formatDuration(Math.floor(silence / 60_000) * 60_000);
  return (
    <span className={styles.stopping} title={`No heartbeat for ${said}`} aria-label={`No heartbeat for ${said}`} role="img">
      {said} silent
    </span>
  );
}
