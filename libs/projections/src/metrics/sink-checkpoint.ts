import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { ClickHouse } from '@runstead/clickhouse';
import { SqlPool } from '@runstead/postgres';
import type { ProjectionBatch } from '../projector';

/** The projections whose rows are in ClickHouse and whose checkpoints are in Postgres. */
const SINKS = ['metrics', 'run-index'];

/**
 * How far ClickHouse itself says that its rows go. The row is written after the batch's rows, and as durably: if the
 * newest of them are ever lost (power, a directory that was set aside), this row is lost with them (failures: C13).
 */
@Injectable()
export class SinkCheckpoint implements OnModuleInit {
  private readonly logger = new Logger('projections');

  constructor(
    private readonly clickHouse: ClickHouse,
    private readonly pool: SqlPool,
  ) {}

  /** Before the projections start: Postgres' checkpoints go back to what ClickHouse holds. Replaying more than needed is harmless. */
  async onModuleInit(): Promise<void> {
    const held = await this.held();
    for (const row of await this.pool.db.selectFrom('projection_checkpoint').selectAll().where('projection', 'in', SINKS).execute()) {
      const safe = held.get(`${row.projection}/${row.topic}/${row.partition}`) ?? 0;
      if (safe >= row.next_offset) continue;
      this.logger.warn(
        `ClickHouse holds ${row.projection} up to ${safe} of ${row.topic}, not ${row.next_offset}: the rest is projected again`,
      );
      await this.pool.db
        .updateTable('projection_checkpoint')
        .set({ next_offset: safe })
        .where('projection', '=', row.projection)
        .where('topic', '=', row.topic)
        .where('partition', '=', row.partition)
        .execute();
    }
  }

  /** Called when the batch's rows are durable. */
  async written(projection: string, batch: ProjectionBatch): Promise<void> {
    const columns = ['projector', 'topic', 'partition', 'next_offset'];
    const row = `${projection}\t${batch.topic}\t${batch.partition}\t${batch.end}\n`;
    await this.clickHouse.insertTsv('projection_checkpoints', columns, Buffer.from(row));
  }

  private async held(): Promise<Map<string, number>> {
    const rows = await this.clickHouse.query<{ id: string; next: string }>(
      `SELECT concat(projector, '/', topic, '/', toString(partition)) AS id, max(next_offset) AS next
       FROM projection_checkpoints GROUP BY projector, topic, partition`,
    );
    return new Map(rows.map(({ id, next }) => [id, Number(next)]));
  }
}
