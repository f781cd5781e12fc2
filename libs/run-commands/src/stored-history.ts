import type { JsonObject } from '@runstead/run-domain';

export interface RunRows {
  readonly projectId: string;
  readonly runId: string;
}

/** A run's history as it was at a step. */
export interface HistoryAtStep {
  /** Lines up to and including the step, and shown ones behind it. */
  readonly lines: number;
  readonly linesBehind: number;
  /** The newest row at or before the step, as it was sent; null when there is none. */
  readonly tail: string | null;
  /** The newest value of each key, nested as it was logged. */
  readonly summary: JsonObject;
}

export interface HistoryRow {
  readonly step: number;
  /** As it was sent, or as edits show it. */
  readonly row: string;
}

/** The history that a projection holds, without what earlier rewinds have hidden. It holds all that the log had when it is asked. */
export abstract class StoredHistory {
  /** As it was received. Throws `LogUnavailableError` (503) when the projection is behind the log for more than 5 s. */
  abstract atStep(run: RunRows, step: number): Promise<HistoryAtStep>;
  /** Lines up to and including the step in the order in which they were numbered, some thousand at a time, as edits show them. */
  abstract upTo(run: RunRows, step: number): AsyncIterable<readonly HistoryRow[]>;
}
