import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { ClickHouse } from '@runstead/clickhouse';
import { SqlPool } from '@runstead/postgres';
import { SinkCheckpoint } from './sink-checkpoint';

/** The projections whose rows are in ClickHouse and whose checkpoints are in Postgres. */
const SINKS = ['metrics', 'run-index'];
/** Records before the checkpoint that are projected again after an unclean stop: a few seconds of work, in the background. */
const SAFETY_WINDOW = 2_000;

/**
 * Before the projections start, Postgres' checkpoints go back to what ClickHouse holds for sure: never beyond what it says
 * itself; after an unclean stop a window earlier, because the newest parts may be gone although the row that tells of them is
 * not; to the beginning when the engine has thrown out parts that it could not read. Projecting more than needed is harmless.
 */
@Injectable()
export class SinkRestart implements OnModuleInit {
  private readonly logger = new Logger('projections');

  constructor(
    private readonly checkpoint: SinkCheckpoint,
    private readonly pool: SqlPool,
    private readonly clickHouse: ClickHouse,
  ) {}

  async onModuleInit(): Promise<void> {
    const broken = this.clickHouse.wasUnclean && (await this.hasBrokenParts());
    // Postgres first: another process may be projecting, and what ClickHouse says later is never behind what this said.
    const rows = await this.pool.db.selectFrom('projection_checkpoint').selectAll().where('projection', 'in', SINKS).execute();
    const held = await this.checkpoint.all();
    for (const { projection, topic, partition, next_offset } of rows) {
      const said = Math.min(next_offset, held.get(`${projection}/${topic}/${partition}`) ?? 0);
      const safe = broken ? 0 : this.clickHouse.wasUnclean ? Math.max(0, said - SAFETY_WINDOW) : said;
      if (safe >= next_offset) continue;
      this.logger.warn(
        `ClickHouse holds ${projection} up to ${safe} of ${topic} for sure, not ${next_offset}: the rest is projected again`,
      );
      await this.pool.db
        .updateTable('projection_checkpoint')
        .set({ next_offset: safe })
        .where('projection', '=', projection)
        .where('topic', '=', topic)
        .where('partition', '=', partition)
        .execute();
    }
  }

  /** Parts that the engine has set aside when it loaded its tables. They are dropped, so that they count once. */
  private async hasBrokenParts(): Promise<boolean> {
    const parts = await this.clickHouse.query<{ table: string; name: string }>(
      "SELECT table, name FROM system.detached_parts WHERE startsWith(ifNull(reason, ''), 'broken')",
    );
    for (const { table, name } of parts) {
      this.logger.warn(`ClickHouse could not read part ${name} of ${table}`);
      await this.clickHouse.command(`ALTER TABLE ${table} DROP DETACHED PART '${name}' SETTINGS allow_drop_detached = 1`);
    }
    return parts.length > 0;
  }
}
