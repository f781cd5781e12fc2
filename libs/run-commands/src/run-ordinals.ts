import { Injectable } from '@nestjs/common';
import { Peers, SqlPool } from '@runstead/postgres';
import { sql } from 'kysely';
import { CatalogProgress } from './catalog-progress';
import { KeyedQueue } from './keyed-queue';
import { LruMap } from './lru-map';

const KNOWN_PROJECTS = 100_000;

/**
 * Numbers the runs of a project from 0, each number once: it fixes a run's colour and is part of its display name.
 * Deleted runs keep theirs. A number whose append failed is skipped.
 */
@Injectable()
export class RunOrdinals {
  private readonly queue = new KeyedQueue();
  private readonly following = new LruMap<number>(KNOWN_PROJECTS);

  constructor(
    private readonly pool: SqlPool,
    private readonly catalog: CatalogProgress,
    private readonly peers: Peers,
  ) {}

  async next(projectId: string): Promise<number> {
    if (!this.peers.alone) return this.nextOfAll(projectId);
    return this.queue.run(projectId, async () => {
      const ordinal = this.following.get(projectId) ?? (await this.count(projectId));
      this.following.set(projectId, ordinal + 1);
      return ordinal;
    });
  }

  /** Counted in the database, which all processes have in common. Without a count, as after its loss, the runs tell. */
  private async nextOfAll(projectId: string): Promise<number> {
    const known = await sql<{ next: number }>`
      UPDATE run_ordinals SET next = next + 1 WHERE project_id = ${projectId}::bigint RETURNING next`.execute(this.pool.db);
    if (known.rows[0]) return known.rows[0].next - 1;
    const first = (await this.count(projectId)) + 1;
    const made = await sql<{ next: number }>`
      INSERT INTO run_ordinals AS o (project_id, next) VALUES (${projectId}::bigint, ${first}::bigint)
      ON CONFLICT (project_id) DO UPDATE SET next = greatest(o.next, excluded.next - 1) + 1 RETURNING next`.execute(this.pool.db);
    return made.rows[0]!.next - 1;
  }

  private async count(projectId: string): Promise<number> {
    await this.catalog.ready();
    const query = this.pool.db.selectFrom('runs').where('project_id', '=', projectId);
    const row = await query.select(({ fn }) => fn.max('ordinal').as('highest')).executeTakeFirst();
    return row?.highest == null ? 0 : Number(row.highest) + 1;
  }
}
