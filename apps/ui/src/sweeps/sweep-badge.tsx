import type { SweepRow } from '@runstead/ui-contract';
import { sweepWords } from './sweep-words';
import styles from './sweeps.module.css';

/** The words carry the state; colour only supports them. */
export function SweepBadge({ sweep }: { readonly sweep: Pick<SweepRow, 'state' | 'stateReason'> }) {
  const { label, tone, meaning } = sweepWords(sweep);
  return (
    <span className={styles.badge} data-tone={tone} data-sweep-state={sweep.state} title={sweep.stateReason ?? meaning}>
      {label}
    </span>
  );
}
