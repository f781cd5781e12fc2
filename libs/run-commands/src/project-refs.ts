import { Injectable } from '@nestjs/common';
import type { LogPosition } from '@runstead/event-log';
import { SqlPool } from '@runstead/postgres';
import { CatalogProgress } from './catalog-progress';
import { LruMap } from './lru-map';
import type { ProjectRef } from './run-ref';
import { Unprojected } from './unprojected';

const CACHED_PROJECTS = 50_000;

/** Projects by name. A project keeps its id and name, so what was found once is believed. */
@Injectable()
export class ProjectRefs {
  private readonly recent: Unprojected<ProjectRef>;
  private readonly cache = new LruMap<ProjectRef>(CACHED_PROJECTS);

  constructor(
    private readonly pool: SqlPool,
    private readonly catalog: CatalogProgress,
  ) {
    this.recent = new Unprojected(catalog);
  }

  async find(entity: string, name: string): Promise<ProjectRef | null> {
    const key = `${entity}/${name}`;
    const known = this.recent.get(key) ?? this.cache.get(key);
    if (known) return known;
    const found = await this.read(entity, name);
    if (found) this.cache.set(key, found);
    return found;
  }

  remember(project: ProjectRef, position: LogPosition): void {
    this.recent.put(`${project.entity}/${project.name}`, project, position);
  }

  private async read(entity: string, name: string): Promise<ProjectRef | null> {
    const query = this.pool.db.selectFrom('projects').select(['project_id', 'entity', 'name']);
    const statement = query.where('entity', '=', entity).where('name', '=', name);
    let row = await statement.executeTakeFirst();
    if (!row) {
      // Not there, or not there yet: only a catalog that has caught up may say no.
      await this.catalog.ready();
      row = await statement.executeTakeFirst();
    }
    return row ? { projectId: row.project_id, entity: row.entity, name: row.name } : null;
  }
}
