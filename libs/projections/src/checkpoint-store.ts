import type { Database, SqlPool } from '@runstead/postgres';
import type { Topic } from '@runstead/run-domain';
import type { Kysely, Transaction } from 'kysely';

/** What the compare-and-set needs to know of a batch. */
export interface CheckpointStep {
  readonly topic: Topic;
  readonly partition: number;
  readonly start: number;
  readonly end: number;
}

/** Somebody else moved the checkpoint: two processes project the same partition, or the database was exchanged underneath. */
export class CheckpointConflictError extends Error {
  override readonly name = 'CheckpointConflictError';

  constructor(projection: string, { topic, partition, start }: CheckpointStep) {
    super(`projection ${projection} expected checkpoint ${start} of ${topic}/${partition}, but another process has moved it`);
  }
}

/** Where each projection goes on reading: one row of `projection_checkpoint` a partition, moved by compare-and-set only. */
export class CheckpointStore {
  constructor(private readonly pool: SqlPool) {}

  /** The next offset to read; a projection that was never run starts at 0. */
  async load(projection: string, topic: Topic, partition: number): Promise<number> {
    const fresh = { projection, topic, partition, next_offset: 0 };
    await this.pool.db
      .insertInto('projection_checkpoint')
      .values(fresh)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const row = await this.pool.db
      .selectFrom('projection_checkpoint')
      .select('next_offset')
      .where('projection', '=', projection)
      .where('topic', '=', topic)
      .where('partition', '=', partition)
      .executeTakeFirstOrThrow();
    return row.next_offset;
  }

  /**
   * `work` and the step in one transaction. The checkpoint is moved first: its row lock keeps a second owner out before
   * any work is done, and that one then finds the checkpoint moved.
   */
  transaction<T>(step: CheckpointStep, projection: string, work: (tx: Transaction<Database>) => Promise<T>): Promise<T> {
    return this.pool.transaction(async (tx) => {
      await move(tx, projection, step);
      return work(tx);
    });
  }

  /** The step alone, for what was written elsewhere. */
  advance(step: CheckpointStep, projection: string): Promise<void> {
    return move(this.pool.db, projection, step);
  }
}

async function move(db: Kysely<Database>, projection: string, step: CheckpointStep): Promise<void> {
  const moved = await db
    .updateTable('projection_checkpoint')
    .set({ next_offset: step.end })
    .where('projection', '=', projection)
    .where('topic', '=', step.topic)
    .where('partition', '=', step.partition)
    .where('next_offset', '=', step.start)
    .executeTakeFirst();
  if (moved.numUpdatedRows !== 1n) throw new CheckpointConflictError(projection, step);
}
