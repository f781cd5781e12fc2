import { Injectable } from '@nestjs/common';
import { SqlPool } from '@runstead/postgres';
import type { Project, ProjectList } from '@runstead/ui-contract';
import { type RawBuilder, sql } from 'kysely';
import type { EntityScope } from './entity-scope';

export const PROJECTS_PER_PAGE = 50;

export interface ProjectListRequest {
  /** Substring of the project's name or entity, in any case. */
  readonly search: string;
  readonly sort: 'name' | 'entity' | 'runs' | 'running' | 'lastActivity';
  readonly descending: boolean;
  /** From 0. */
  readonly page: number;
}

interface ProjectRow {
  readonly id: string;
  readonly entity: string;
  readonly name: string;
  readonly description: string | null;
  readonly created_at: Date;
  readonly runs: number;
  readonly running: number;
  readonly last_activity: Date;
}

/** Sorting is a choice of these, never the text of a request. */
const ORDER: Readonly<Record<ProjectListRequest['sort'], RawBuilder<unknown>>> = {
  name: sql`lower(p.name)`,
  entity: sql`lower(p.entity)`,
  runs: sql`runs`,
  running: sql`running`,
  lastActivity: sql`last_activity`,
};

/** Projects with their counts. Deleted runs count nowhere. */
@Injectable()
export class ProjectQueries {
  constructor(private readonly pool: SqlPool) {}

  /** One page of the projects in `scope`, and how many match in all. */
  async list(scope: EntityScope, request: ProjectListRequest): Promise<ProjectList> {
    if (scope !== 'all' && scope.length === 0) return { projects: [], total: 0 };
    const matches = matching(scope, request.search);
    const direction = request.descending ? sql`DESC` : sql`ASC`;
    const rows = await sql<ProjectRow>`
      ${projectsWithCounts} WHERE ${matches}
      ORDER BY ${ORDER[request.sort]} ${direction}, lower(p.entity), lower(p.name), p.project_id
      LIMIT ${PROJECTS_PER_PAGE} OFFSET ${request.page * PROJECTS_PER_PAGE}`.execute(this.pool.db);
    const total = await sql<{ total: number }>`SELECT count(*)::int AS total FROM projects p WHERE ${matches}`.execute(this.pool.db);
    return { projects: rows.rows.map(toProject), total: total.rows[0]?.total ?? 0 };
  }

  async one(projectId: string): Promise<Project | null> {
    const { rows } = await sql<ProjectRow>`${projectsWithCounts} WHERE p.project_id = ${projectId}`.execute(this.pool.db);
    return rows[0] ? toProject(rows[0]) : null;
  }
}

/**
 * The last activity of a running run is the time of its newest lines, which its row does not know: rows change by
 * events, lines by stream posts. For runs that ended, the row's own time is the later one.
 */
const projectsWithCounts = sql`
  SELECT p.project_id::text AS id, p.entity, p.name, p.description, p.created_at,
    coalesce(r.runs, 0)::int AS runs, coalesce(r.running, 0)::int AS running,
    greatest(p.created_at, r.updated, live.heard) AS last_activity
  FROM projects p
  LEFT JOIN (
    SELECT project_id, count(*) AS runs, count(*) FILTER (WHERE state = 'running') AS running, max(updated_at) AS updated
    FROM runs WHERE deleted_at IS NULL GROUP BY project_id
  ) r ON r.project_id = p.project_id
  LEFT JOIN (
    SELECT runs.project_id, max(s.last_at) AS heard
    FROM runs JOIN run_streams s ON s.run_id = runs.run_id
    WHERE runs.state IN ('running', 'pending') AND runs.deleted_at IS NULL GROUP BY runs.project_id
  ) live ON live.project_id = p.project_id`;

function matching(scope: EntityScope, search: string): RawBuilder<unknown> {
  const mine = scope === 'all' ? sql`true` : sql`p.entity = ANY(${[...scope]}::text[])`;
  if (search === '') return mine;
  return sql`${mine} AND (position(lower(${search}) IN lower(p.name)) > 0 OR position(lower(${search}) IN lower(p.entity)) > 0)`;
}

function toProject(row: ProjectRow): Project {
  return {
    id: row.id,
    entity: row.entity,
    name: row.name,
    description: row.description,
    visibility: 'private',
    runs: row.runs,
    running: row.running,
    createdAt: row.created_at.getTime(),
    lastActivityAt: row.last_activity.getTime(),
  };
}
