import { Injectable } from '@nestjs/common';
import { SqlPool } from '@runstead/postgres';
import { LruMap } from './lru-map';

const KEPT = 10_000;

/** When an alert with the same title was last raised for a run: the server keeps the waiting time (protocol 10.4). */
@Injectable()
export class RecentAlerts {
  private readonly raised = new LruMap<number>(KEPT);

  constructor(private readonly pool: SqlPool) {}

  /** Milliseconds since the epoch, or null. */
  async last(runId: string, title: string): Promise<number | null> {
    const known = this.raised.get(`${runId}/${title}`);
    if (known !== undefined) return known;
    const query = this.pool.db.selectFrom('alerts').where('run_id', '=', runId).where('title', '=', title);
    const row = await query.select('raised_at').orderBy('raised_at', 'desc').limit(1).executeTakeFirst();
    return row?.raised_at.getTime() ?? null;
  }

  note(runId: string, title: string, time: number): void {
    this.raised.set(`${runId}/${title}`, time);
  }

  forget(runId: string, title: string): void {
    this.raised.delete(`${runId}/${title}`);
  }
}
