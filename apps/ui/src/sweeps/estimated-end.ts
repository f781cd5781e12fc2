import type { SweepDocument } from '@runstead/ui-contract';

type Progress = Pick<SweepDocument, 'state' | 'endedRuns' | 'expectedRuns' | 'firstRunAt' | 'lastEndedAt'>;

/**
 * Milliseconds until the last expected run has ended, when runs go on ending as fast as so far. Null while nothing can be
 * said: no run has ended, no end is known, nobody works on it, or runs end later than they used to.
 */
export function estimatedLeft({ state, endedRuns, expectedRuns, firstRunAt, lastEndedAt }: Progress, now: number): number | null {
  if (state !== 'RUNNING' || expectedRuns === null || endedRuns === 0 || firstRunAt === null || lastEndedAt === null) return null;
  const perRun = (lastEndedAt - firstRunAt) / endedRuns;
  const left = lastEndedAt + perRun * Math.max(0, expectedRuns - endedRuns) - now;
  return left > 0 ? left : null;
}
