import type { RunDocument } from '@runstead/ui-contract';
import { formatDuration } from '../../format/duration';
import { useNow } from '../../format/time-text';
import styles from './header.module.css';

/** A healthy client speaks at least every 30 s; twice that and a little more is worth a word (UI 14). */
const QUIET_MS = 75_000;

/** `No heartbeat for 4m`, before the server declares the run crashed. */
export function HeartbeatHint({ run }: { readonly run: RunDocument }) {
  if (run.state !== 'running' || run.lastHeartbeatAt === null) return null;
  return <Hint since={run.lastHeartbeatAt} />;
}

function Hint({ since }: { readonly since: number }) {
  const silence = useNow(5_000) - since;
  if (silence < QUIET_MS) return null;
  const minutes = Math.floor(silence / 60_000) * 60_000;
  return <span className={styles.quiet}>No heartbeat for {formatDuration(minutes)}</span>;
}
