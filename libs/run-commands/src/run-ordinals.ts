import { Injectable } from '@nestjs/common';
import { SqlPool } from '@runstead/postgres';
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
  ) {}

  async next(projectId: string): Promise<number> {
    return this.queue.run(projectId, async () => {
      const ordinal = this.following.get(projectId) ?? (await this.count(projectId));
      this.following.set(projectId, ordinal + 1);
      return ordinal;
    });
  }

  private async count(projectId: string): Promise<number> {
    await this.catalog.ready();
    const query = this.pool.db.selectFrom('runs').where('project_id', '=', projectId);
    const row = await query.select(({ fn }) => fn.max('ordinal').as('highest')).executeTakeFirst();
    return row?.highest == null ? 0 : Number(row.highest) + 1;
  }
}
