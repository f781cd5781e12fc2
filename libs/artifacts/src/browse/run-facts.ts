import { Injectable } from '@nestjs/common';
import { SqlPool } from '@runstead/postgres';

/** Names of a run, for those who may see its project. */
export interface RunFacts {
  readonly entity: string;
  readonly project: string;
  readonly run: string;
  readonly displayName: string;
}

/** Whether the reader may see a project. */
export type MayRead = (entity: string, project: string) => boolean;

export interface ProjectFacts {
  readonly entity: string;
  readonly project: string;
}

/** Runs and projects beside the artifacts. What the reader may not see is left out. */
@Injectable()
export class RunFactsReads {
  constructor(private readonly pool: SqlPool) {}

  /** By run id; deleted runs are left out. */
  async runs(runIds: readonly string[], mayRead: MayRead): Promise<Map<string, RunFacts>> {
    const distinct = [...new Set(runIds)];
    if (distinct.length === 0) return new Map();
    const rows = await this.pool.db
      .selectFrom('runs')
      .select(['run_id', 'entity', 'project', 'name', 'display_name'])
      .where('run_id', 'in', distinct)
      .where('deleted_at', 'is', null)
      .execute();
    const seen = rows.filter(({ entity, project }) => mayRead(entity, project));
    return new Map(
      seen.map((row) => [
        row.run_id,
        { entity: row.entity, project: row.project, run: row.name, displayName: row.display_name || row.name },
      ]),
    );
  }

  /** By project id. */
  async projects(projectIds: readonly string[], mayRead: MayRead): Promise<Map<string, ProjectFacts>> {
    const distinct = [...new Set(projectIds)];
    if (distinct.length === 0) return new Map();
    const rows = await this.pool.db
      .selectFrom('projects')
      .select(['project_id', 'entity', 'name'])
      .where('project_id', 'in', distinct)
      .execute();
    const seen = rows.filter(({ entity, name }) => mayRead(entity, name));
    return new Map(seen.map((row) => [row.project_id, { entity: row.entity, project: row.name }]));
  }
}
