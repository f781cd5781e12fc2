import type { ParameterGroup } from './parameter';

export type Method = 'grid' | 'random' | 'bayes' | 'custom';

/** What the search looks at (sweeps protocol 4). */
export interface SweepMetric {
  readonly name: string;
  readonly goal: 'minimize' | 'maximize';
  /** Reached: the sweep is over. */
  readonly target: number | null;
  /** What a run that failed counts as. */
  readonly impute: 'worst' | 'best' | 'latest';
  /** Also for runs that are still going. */
  readonly imputeWhileRunning: boolean;
}

/** Hyperband, sweeps protocol 6. Bands are numbers of logged values, ascending. */
export type Bands =
  { readonly kind: 'from-min'; readonly minIter: number } | { readonly kind: 'from-max'; readonly maxIter: number; readonly s: number };
export interface EarlyTermination {
  readonly eta: number;
  readonly bands: Bands;
  readonly strict: boolean;
}

/** A sweep's configuration after it was checked; the text is kept as it came. */
export interface SweepConfig {
  readonly method: Method;
  readonly parameters: ParameterGroup;
  readonly metric: SweepMetric | null;
  readonly earlyTermination: EarlyTermination | null;
  readonly runCap: number | null;
  /** Empty when there is none: the agent of the command line needs the entry, agents with a function do not. */
  readonly program: string;
  readonly name: string | null;
  readonly description: string | null;
  readonly project: string | null;
  readonly entity: string | null;
  /** The search runs in the user's process (sweeps protocol 8). */
  readonly local: boolean;
  /** Our own: a run whose agent died is given out once more, as a new run. */
  readonly requeueLostRuns: boolean;
}
