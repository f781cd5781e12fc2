import type { Topic } from '@runstead/run-domain';

/** Bytes to be logged. Header names and values are text; `value` is opaque to the log. */
export interface LogRecord {
  readonly key: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly value: Buffer;
}

/** Where a record lies. Offsets count records of one partition from 0, without holes in the embedded log. */
export interface LogPosition {
  readonly partition: number;
  readonly offset: number;
}

export interface StoredRecord extends LogRecord, LogPosition {
  readonly topic: Topic;
  /** Milliseconds since the epoch at which the log took it. */
  readonly appendedAt: number;
}

export interface ReadLimits {
  readonly maxRecords: number;
  /** Of values; at least one record is returned however large it is. */
  readonly maxBytes: number;
}

/** Partitions of each topic that was asked for, ascending. */
export type PartitionShare = ReadonlyMap<Topic, readonly number[]>;

/**
 * The durable, ordered log that everything else is derived from. Used as its own Nest token.
 *
 * Promise of every adapter, proved by `event-log.contract.ts`:
 * - a resolved `append` survives the death of the process and of the machine;
 * - records of one partition are read in the order of their offsets, each exactly once, bytes unchanged;
 * - a record is readable only after it is durable;
 * - records with the same key are in the same partition.
 *
 * Infrastructure errors are thrown (`LogUnavailableError`); a rejected append may or may not be in the log.
 */
export abstract class EventLog {
  /** Appends all records, in order, and resolves when they are durable, with a position for each. */
  abstract append(topic: Topic, records: readonly LogRecord[]): Promise<LogPosition[]>;
  /** Number of partitions; records of key `k` go to one of them for ever. */
  abstract partitions(topic: Topic): Promise<number>;
  /** The offset that the next record of the partition will get: every durable record lies below it. */
  abstract endOffset(topic: Topic, partition: number): Promise<number>;
  /** Records from `from` on that are there now, at most `limits`; empty at the end. Throws `OffsetOutOfRangeError` beyond the end. */
  abstract read(topic: Topic, partition: number, from: number, limits: ReadLimits): Promise<StoredRecord[]>;
  /** Non-empty batches from `from` on, waiting for new records, until `signal` aborts (then it returns). */
  abstract follow(topic: Topic, partition: number, from: number, limits: ReadLimits, signal: AbortSignal): AsyncIterable<StoredRecord[]>;
  /**
   * What this process shall work on when all that share under the same `group` divide the partitions of `topics` among themselves: once soon,
   * and again whenever it changes, until `signal` aborts (then it returns). Spreads work and is no lock: for a moment two processes may
   * hold a partition, and one that was frozen believes in its share longer than the others, so whatever is written must be fenced.
   */
  abstract share(group: string, topics: readonly Topic[], signal: AbortSignal): AsyncIterable<PartitionShare>;
  /** Bytes handed to `append` that are not durable yet: what back-pressure looks at. */
  abstract waitingBytes(): number;
  /** Waits for running appends, then releases files and locks. Later calls are refused. */
  abstract close(): Promise<void>;
}

/** The log cannot take or give records now; the caller answers 503 with `Retry-After`. */
export class LogUnavailableError extends Error {
  override readonly name = 'LogUnavailableError';
}

/** A checkpoint lies beyond the end: the log was replaced under the projector. Never reset by itself. */
export class OffsetOutOfRangeError extends Error {
  override readonly name = 'OffsetOutOfRangeError';
}
