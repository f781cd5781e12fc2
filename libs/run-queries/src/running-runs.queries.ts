import { Injectable } from '@nestjs/common';
import { SqlPool } from '@runstead/postgres';
import type { RunningRuns } from '@runstead/ui-contract';
import { sql } from 'kysely';
import type { EntityScope } from './entity-scope';
import { LastHeartbeats } from './last-heartbeats';
import { type RunRowRecord, runRowColumns, toRunRow } from './run-row';

const SHOWN = 10;

/** What a person has running now, for the landing page. */
@Injectable()
export class RunningRunsQueries {
  constructor(
    private readonly pool: SqlPool,
    private readonly heartbeats: LastHeartbeats,
  ) {}

  /** The newest ten running runs of `author` in entities that the person may still read. */
  async of(author: string, scope: EntityScope): Promise<RunningRuns> {
    const readable = scope === 'all' ? sql`true` : sql`r.entity = ANY(${[...scope]}::text[])`;
    const { rows } = await sql<RunRowRecord>`
      SELECT ${runRowColumns} FROM runs r
      WHERE r.state = 'running' AND r.deleted_at IS NULL AND r.author = ${author} AND ${readable}
      ORDER BY r.created_at DESC, r.run_id DESC LIMIT ${SHOWN}`.execute(this.pool.db);
    const heard = await this.heartbeats.of(rows);
    return { runs: rows.map((row) => ({ ...toRunRow(row, heard), entity: row.entity, project: row.project })) };
  }
}
