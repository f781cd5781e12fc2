import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { SqlPool } from '@runstead/postgres';
import { SinkCheckpoint } from './sink-checkpoint';

/** The projections whose rows are in ClickHouse and whose checkpoints are in Postgres. */
const SINKS = ['metrics', 'run-index'];

/**
 * Before the projections start, Postgres' checkpoints go back to what ClickHouse holds. In step they are equal, or
 * ClickHouse is one batch ahead; behind it is only when it has lost rows. Projecting more than needed is harmless.
 */
@Injectable()
export class SinkRestart implements OnModuleInit {
  private readonly logger = new Logger('projections');

  constructor(
    private readonly checkpoint: SinkCheckpoint,
    private readonly pool: SqlPool,
  ) {}

  async onModuleInit(): Promise<void> {
    const held = await this.checkpoint.all();
    const rows = await this.pool.db.selectFrom('projection_checkpoint').selectAll().where('projection', 'in', SINKS).execute();
    for (const { projection, topic, partition, next_offset } of rows) {
      const safe = held.get(`${projection}/${topic}/${partition}`) ?? 0;
      if (safe >= next_offset) continue;
      this.logger.warn(`ClickHouse holds ${projection} up to ${safe} of ${topic}, not ${next_offset}: the rest is projected again`);
      await this.pool.db
        .updateTable('projection_checkpoint')
        .set({ next_offset: safe })
        .where('projection', '=', projection)
        .where('topic', '=', topic)
        .where('partition', '=', partition)
        .execute();
    }
  }
}
