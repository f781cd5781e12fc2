import type { EarlyTermination } from '../config/sweep-config';

/** What a run has logged of the metric, made small: negated where more is better. */
export interface Progress {
  readonly runId: string;
  readonly running: boolean;
  /** Finite values logged. */
  readonly count: number;
  /** Value at the b-th row for each band b that `bandsUpTo` gives, as far as the run has come. */
  readonly atBands: readonly number[];
  /** The smallest of all. */
  readonly best: number;
}

const MOST_BANDS = 64;

/** Numbers of values at which runs are judged, ascending (sweeps protocol 6). */
export function bandsUpTo({ eta, bands }: EarlyTermination, longest: number): number[] {
  if (bands.kind === 'from-max') {
    const places = Array.from({ length: bands.s }, (_, at) => Math.trunc(bands.maxIter / eta ** (at + 1)));
    return [...new Set(places.filter((place) => place >= 1))].reverse();
  }
  const places: number[] = [];
  for (let place = bands.minIter; place <= longest && places.length < MOST_BANDS; place *= eta) {
    const whole = Math.trunc(place);
    if (whole !== places.at(-1)) places.push(whole);
  }
  return places;
}

/** Running runs that are worse than the threshold of the largest band they have reached. */
export function runsToStop(rule: EarlyTermination, bands: readonly number[], runs: readonly Progress[]): string[] {
  const thresholds = bands.map((_, band) => {
    const reached = runs.flatMap(({ atBands }) => (atBands[band] === undefined ? [] : [atBands[band]])).sort((left, right) => left - right);
    return reached[Math.floor(reached.length / rule.eta)] ?? Infinity;
  });
  return runs
    .filter(({ running, atBands, best }) => {
      const last = atBands.length - 1;
      if (!running || last < 0) return false;
      return (rule.strict ? atBands[last]! : best) > thresholds[last]!;
    })
    .map(({ runId }) => runId);
}
