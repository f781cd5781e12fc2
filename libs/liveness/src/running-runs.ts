import { Injectable } from '@nestjs/common';
import { SqlPool } from '@runstead/postgres';

const PAGE = 1_000;

/** What the catalog knows of the runs that are watched. */
@Injectable()
export class RunningRuns {
  constructor(private readonly pool: SqlPool) {}

  /** Row ids of all runs that the catalog calls running. */
  async ids(): Promise<string[]> {
    const rows = await this.pool.db.selectFrom('runs').select('run_id').where('state', '=', 'running').execute();
    return rows.map(({ run_id }) => run_id);
  }

  /** Those of `runIds` that announced their pre-emption, and those that are not running any more. */
  async look(runIds: readonly string[]): Promise<{ readonly preempting: Set<string>; readonly over: Set<string> }> {
    const preempting = new Set<string>();
    const over = new Set<string>();
    for (let start = 0; start < runIds.length; start += PAGE) {
      const query = this.pool.db.selectFrom('runs').select(['run_id', 'state', 'preempting']);
      for (const row of await query.where('run_id', 'in', runIds.slice(start, start + PAGE)).execute()) {
        if (row.preempting) preempting.add(row.run_id);
        if (row.state !== 'running' && row.state !== 'pending') over.add(row.run_id);
      }
    }
    return { preempting, over };
  }
}
