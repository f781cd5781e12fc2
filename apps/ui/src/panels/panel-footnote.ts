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
