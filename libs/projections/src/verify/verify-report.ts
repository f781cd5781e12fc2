import type { RebuildProgress, RebuildSummary } from '../rebuild/rebuild-report';

/** Something that is not as the log says. */
export interface VerifyDifference {
  /**
   * - `behind`: a projection does not hold all of the log, and does not come further;
   * - `lines`: lines of a run in the log and in ClickHouse are not the same;
   * - `projection`: rows are not what a rebuild gives;
   * - `file`: a file's bytes are not there, or are others.
   */
  readonly kind: 'behind' | 'lines' | 'projection' | 'file';
  /** `entity/project/run`, the run's id when nothing names it, null for what belongs to no run. */
  readonly run: string | null;
  /** Where and what, for a person. */
  readonly what: string;
}

export interface VerifyReport {
  readonly ok: boolean;
  readonly seconds: number;
  readonly records: number;
  readonly lines: number;
  readonly files: number;
  readonly fileBytes: number;
  readonly projections: readonly RebuildSummary[];
  /** The first thousand. */
  readonly differences: readonly VerifyDifference[];
  readonly differenceCount: number;
}

export type VerifyProgress =
  RebuildProgress | { readonly projection: null; readonly phase: 'lines' | 'files'; readonly done: number; readonly total: number };
