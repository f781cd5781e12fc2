/** A run whose deadline has passed without a sign of life. */
export interface OverdueRun {
  readonly runId: string;
  /** Milliseconds since the epoch, by the store's clock. */
  readonly lastSeen: number;
}

/**
 * When each live run was last heard of. Best effort: it is never the only evidence of anything, and its absence is
 * never death (architecture: heartbeats and run states).
 */
export abstract class HeartbeatStore {
  /** Notes a sign of life now. One call per file_stream post. */
  abstract beat(runId: string): Promise<void>;
  /** The run is over: it is not watched any more. */
  abstract forget(runId: string): Promise<void>;
  /** Runs silent for at least `silenceMs`, longest first, at most `limit`. */
  abstract overdue(silenceMs: number, limit: number): Promise<OverdueRun[]>;
  /** Milliseconds since the epoch, or null when the store does not know the run. */
  abstract lastSeen(runId: string): Promise<number | null>;
  /** How many runs are watched. */
  abstract count(): Promise<number>;
  /** The time by the one clock that all signs of life are measured with, milliseconds since the epoch. Never goes back. */
  abstract now(): Promise<number>;
  /** Notes that somebody takes posts now: while nobody does, the silence of the runs proves nothing. */
  abstract listening(): Promise<void>;
  /** When somebody last took posts, milliseconds since the epoch; null when the store never heard of it. */
  abstract lastListened(): Promise<number | null>;
  /**
   * Of all that ask, one is told true: that it watches for the others too, for `forMs` from now unless it asks again. Not a lock: a holder
   * that was frozen may believe it for longer, so what it does must be harmless twice.
   */
  abstract lead(holder: string, forMs: number): Promise<boolean>;
  /** Changes whenever the store may have lost what it knew (restart, flush, failover): starts a new grace period. */
  abstract epoch(): Promise<string>;
  abstract close(): Promise<void>;
}
