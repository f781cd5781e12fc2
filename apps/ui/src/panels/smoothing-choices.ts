import type { Smoothing } from '@runstead/ui-contract';

interface SmoothingChoice {
  readonly value: Smoothing['kind'];
  readonly label: string;
  /** What its number is called, and which numbers it takes. */
  readonly weight: string;
  readonly allows: (weight: number) => boolean;
  readonly start: number;
}

const isShare = (weight: number): boolean => weight >= 0 && weight <= 0.999;

export const SMOOTHING_CHOICES: readonly SmoothingChoice[] = [
  { value: 'time-ema', label: 'Time-weighted EMA', weight: 'Weight', allows: isShare, start: 0.6 },
  { value: 'ema', label: 'EMA', weight: 'Weight', allows: isShare, start: 0.6 },
  { value: 'gaussian', label: 'Gaussian', weight: 'Sigma', allows: (sigma) => sigma >= 0 && sigma <= 100, start: 10 },
  {
    value: 'average',
    label: 'Running average',
    weight: 'Window',
    allows: (window) => Number.isInteger(window) && window % 2 === 1 && window >= 1 && window <= 501,
    start: 5,
  },
  { value: 'none', label: 'None', weight: '', allows: () => true, start: 0 },
];

/** The weight to begin with when the kind changes: the same where it still means the same. */
export function startOf(kind: Smoothing['kind'], before: Smoothing): number {
  const isAverage = (one: Smoothing['kind']): boolean => one === 'time-ema' || one === 'ema';
  if (isAverage(kind) && isAverage(before.kind) && before.weight > 0) return before.weight;
  return SMOOTHING_CHOICES.find(({ value }) => value === kind)?.start ?? 0;
}
