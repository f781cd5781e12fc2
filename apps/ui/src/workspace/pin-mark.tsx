import { Bookmark, Pin } from 'lucide-react';
import styles from './workspace.module.css';

export function PinMark({ pinned }: { readonly pinned: 'pinned' | 'baseline' | undefined }) {
  if (pinned === 'baseline') return <Bookmark className={styles.pin} size={13} role="img" aria-label="Baseline" />;
  return pinned ? <Pin className={styles.pin} size={12} role="img" aria-label="Pinned" /> : null;
}
