import type { SweepDocument } from '@runstead/ui-contract';
import { formatDuration } from '../format/duration';
import { formatCount } from '../format/number';
import { useNow } from '../format/time-text';
import { estimatedLeft } from './estimated-end';
import styles from './sweeps.module.css';

const MINUTE = 60_000;

/** Runs that have ended of those that are expected, and when the last of them will, at the pace so far. */
export function SweepProgress({ sweep }: { readonly sweep: SweepDocument }) {
  const now = useNow(5_000);
  const { endedRuns, runCount, expectedRuns } = sweep;
  const left = estimatedLeft(sweep, now);
  const going = runCount - endedRuns;
  const words = [
    expectedRuns === null ? `${formatCount(endedRuns)} runs ended` : `${formatCount(endedRuns)} of ${formatCount(expectedRuns)} runs ended`,
    ...(going > 0 ? [`${formatCount(going)} going on`] : []),
    ...(left === null
      ? []
      : [left < MINUTE ? 'less than a minute left' : `about ${formatDuration(Math.round(left / MINUTE) * MINUTE)} left`]),
    ...(expectedRuns === null ? ['the search has no end of its own'] : []),
  ];
  const share = expectedRuns ? Math.min(1, endedRuns / expectedRuns) : 0;
  return (
    <div className={styles.progress}>
      {expectedRuns === null ? null : (
        <div
          className={styles.bar}
          role="progressbar"
          aria-label="Runs ended"
          aria-valuemin={0}
          aria-valuemax={expectedRuns}
          aria-valuenow={Math.min(endedRuns, expectedRuns)}
        >
          <i style={{ width: `${share * 100}%` }} />
        </div>
      )}
      <p className={styles.muted}>{words.join(' · ')}</p>
    </div>
  );
}
