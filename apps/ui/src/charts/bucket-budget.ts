import { LIMITS } from '@runstead/ui-contract';

/** Points of all lines of a panel and of a full screen together. */
const TOTAL = { panel: 20_000, fullScreen: 200_000 } as const;
const FEWEST = 200;

/** The bucket budget of one line (UI 9.3). `lines` is the most that the panel would draw: an eye must not change it. */
export function bucketBudget(lines: number, fullScreen: boolean): number {
  const most = fullScreen ? LIMITS.fullScreenBuckets : LIMITS.panelBuckets;
  const total = fullScreen ? TOTAL.fullScreen : TOTAL.panel;
  return Math.min(most, Math.max(FEWEST, Math.floor(total / Math.max(1, lines))));
}
