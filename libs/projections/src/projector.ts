import type { EventLog, ReadLimits, StoredRecord } from '@runstead/event-log';
import type { Database } from '@runstead/postgres';
import type { Topic } from '@runstead/run-domain';
import type { Transaction } from 'kysely';
import type { RunChange } from './change-feed';
import type { CheckpointStore } from './checkpoint-store';
import type { DeadLetter } from './dead-letters/dead-letter';

/** Consecutive records of one partition, never empty: `[start, end)` in offsets. */
export interface ProjectionBatch {
  readonly topic: Topic;
  readonly partition: number;
  /** The checkpoint that must be found when the batch is committed. */
  readonly start: number;
  /** The checkpoint after it. */
  readonly end: number;
  readonly records: readonly StoredRecord[];
}

export interface ProjectionOutcome {
  /** Told to the readers of this process after the commit. */
  readonly changes: readonly RunChange[];
  /** What could not be understood: goes to topic `dead-letters` before the commit, the rest of the batch is stored. */
  readonly deadLetters: readonly DeadLetter[];
}

/**
 * Two batches begin at least `milliseconds` apart: fewer, larger writes under load. After a pause the first is taken at once, and
 * whoever waits for a position (`ProjectionProgress.waitFor`) ends the wait.
 */
export interface Linger {
  readonly milliseconds: number;
  /** A batch of at least so many bytes of values does not wait. */
  readonly belowBytes: number;
  /** Present: a batch with any other record does not wait, because somebody may wait for it. */
  readonly onlyFor?: (record: StoredRecord) => boolean;
}

/**
 * Derives one projection from the log. A pure function of the records: ids and times come from them and never from the
 * projector, and any split into batches gives the same rows. Extend `PostgresProjector` or `SinkProjector`.
 *
 * A thrown error means "not now": the same records are offered again, for ever. Data that cannot be used is no error but a
 * dead letter in the outcome.
 */
export abstract class Projector {
  /** The projection's name in `projection_checkpoint` and `ProjectionProgress`. */
  abstract readonly id: string;
  abstract readonly topics: readonly Topic[];
  /** Raised when the same log gives other rows than before: the projection must then be built anew (`npm run rebuild`). */
  readonly version: number = 1;
  /** The most that one batch holds. */
  readonly limits: ReadLimits = { maxRecords: 2_000, maxBytes: 16 * 1024 * 1024 };
  /** Null: take at once what is there. */
  readonly linger: Linger | null = null;

  /** Writes the batch and moves the checkpoint from `batch.start` to `batch.end`. Called by the runner alone, one batch of a partition at a time. */
  abstract commit(batch: ProjectionBatch, stores: ProjectionStores): Promise<ProjectionOutcome>;
}

export interface ProjectionStores {
  readonly log: EventLog;
  readonly checkpoints: CheckpointStore;
}

/** Rows and checkpoint in one transaction: a crash anywhere leaves both or neither. */
export abstract class PostgresProjector extends Projector {
  /** Runs in the transaction that moves the checkpoint; may be rolled back and called again. */
  abstract write(batch: ProjectionBatch, tx: Transaction<Database>): Promise<ProjectionOutcome>;

  async commit(batch: ProjectionBatch, { log, checkpoints }: ProjectionStores): Promise<ProjectionOutcome> {
    return checkpoints.transaction(batch, this.id, async (tx) => {
      const outcome = await this.write(batch, tx);
      await buryDeadLetters(log, this.id, outcome.deadLetters);
      return outcome;
    });
  }
}

/** Rows in another store. They are keyed by what is in the record, so that writing them again changes nothing. */
export abstract class SinkProjector extends Projector {
  /** Durable and visible when it resolves; repeated, possibly with other batch boundaries, after a crash. */
  abstract write(batch: ProjectionBatch): Promise<ProjectionOutcome>;

  async commit(batch: ProjectionBatch, { log, checkpoints }: ProjectionStores): Promise<ProjectionOutcome> {
    const outcome = await this.write(batch);
    // A crash from here to the checkpoint costs one repeated batch: the same rows are replaced by themselves.
    await buryDeadLetters(log, this.id, outcome.deadLetters);
    await checkpoints.advance(batch, this.id);
    return outcome;
  }
}

/** Before the checkpoint: a crash in between buries a letter twice, and it is inserted once (its id is its origin). */
async function buryDeadLetters(log: EventLog, projection: string, letters: readonly DeadLetter[]): Promise<void> {
  if (letters.length > 0)
    await log.append(
      'dead-letters',
      letters.map((letter) => letter.toRecord(projection)),
    );
}
