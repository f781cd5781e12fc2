import type { Aggregate, GroupRange } from '@runstead/ui-contract';
import { formatCount } from '../format/number';

interface Counts {
  readonly drawnRuns: number;
  readonly limit: number;
  /** Visible runs that could be drawn. */
  readonly visible: number;
  readonly more: boolean;
}

/** `First 10 of 183 runs`, or how many of the visible runs logged the key; null when all are drawn. */
export function footnote({ drawnRuns, limit, visible, more }: Counts): string | null {
  if (drawnRuns >= limit && more) return `First ${formatCount(drawnRuns)} of ${formatCount(visible)} runs`;
  if (visible > 1 && drawnRuns < visible) return `${formatCount(drawnRuns)} of ${formatCount(visible)} visible runs logged this key`;
  return null;
}

interface Groups {
  readonly drawnRuns: number;
  readonly groups: number;
  /** Runs of the drawn groups. */
  readonly runs: number;
  readonly aggregate: Aggregate;
  readonly range: GroupRange;
}

const RANGES: Readonly<Record<GroupRange, string>> = { stddev: ' ± std', stderr: ' ± std err', minmax: ', min to max', none: '' };

/** `3 groups, mean ± std, all 183 runs`: what a grouped line stands for, and that nothing was sampled. */
export function groupNote({ drawnRuns, groups, runs, aggregate, range }: Groups): string {
  const count =
    drawnRuns < groups
      ? `First ${formatCount(drawnRuns)} of ${formatCount(groups)} groups`
      : `${formatCount(groups)} ${groups === 1 ? 'group' : 'groups'}`;
  return `${count}, ${aggregate}${RANGES[range]}, all ${formatCount(runs)} runs`;
}
