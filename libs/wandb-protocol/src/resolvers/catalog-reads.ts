import { Injectable } from '@nestjs/common';
import { SqlPool } from '@runstead/postgres';

export interface ProjectRecord {
  readonly projectId: string;
  readonly entity: string;
  readonly name: string;
  readonly description: string | null;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
}

export interface RunPosition {
  readonly createdAt: number;
  readonly runId: string;
}

export interface FileRecord {
  readonly runId: string;
  readonly name: string;
  readonly size: number;
  /** Base64 of the 16 bytes. */
  readonly md5: string;
  readonly contentType: string;
  readonly updatedAt: number;
  /** Set for a file of an artifact, which has addresses of its own. */
  readonly elsewhere?: FileElsewhere;
}

export interface FileElsewhere {
  readonly id: string;
  readonly url: string;
  readonly uploadUrl: string | null;
  readonly storagePath: string;
  /** Global id of the version that brought the bytes. */
  readonly artifactId: string;
}

export interface FileChoice {
  readonly names: readonly string[];
  readonly pattern: string | null;
  readonly after: string | null;
}

/** Rows that the protocol asks for and no other reader does. */
@Injectable()
export class CatalogReads {
  constructor(private readonly pool: SqlPool) {}

  async project(projectId: string): Promise<ProjectRecord | null> {
    const row = await this.pool.db.selectFrom('projects').selectAll().where('project_id', '=', projectId).executeTakeFirst();
    return row ? projectRecord(row) : null;
  }

  /** Newest first, `limit` at most, beginning after `after`. */
  async projects(
    entity: string,
    after: { readonly createdAt: number; readonly projectId: string } | null,
    limit: number,
  ): Promise<ProjectRecord[]> {
    let query = this.pool.db.selectFrom('projects').selectAll().where('entity', '=', entity);
    if (after) {
      const time = new Date(after.createdAt);
      query = query.where((is) =>
        is.or([is('created_at', '<', time), is.and([is('created_at', '=', time), is('project_id', '<', after.projectId)])]),
      );
    }
    const rows = await query.orderBy('created_at', 'desc').orderBy('project_id', 'desc').limit(limit).execute();
    return rows.map(projectRecord);
  }

  /** Runs that are not deleted, in order of creation. */
  async runs(projectId: string, descending: boolean, after: RunPosition | null, limit: number): Promise<RunPosition[]> {
    const beyond = descending ? '<' : '>';
    const order = descending ? 'desc' : 'asc';
    let query = this.pool.db
      .selectFrom('runs')
      .select(['run_id', 'created_at'])
      .where('project_id', '=', projectId)
      .where('deleted_at', 'is', null);
    if (after) {
      const time = new Date(after.createdAt);
      query = query.where((is) =>
        is.or([is('created_at', beyond, time), is.and([is('created_at', '=', time), is('run_id', beyond, after.runId)])]),
      );
    }
    const rows = await query.orderBy('created_at', order).orderBy('run_id', order).limit(limit).execute();
    return rows.map((row) => ({ runId: row.run_id, createdAt: row.created_at.getTime() }));
  }

  async runCount(projectId: string): Promise<number> {
    const row = await this.pool.db
      .selectFrom('runs')
      .select((is) => is.fn.countAll<string>().as('runs'))
      .where('project_id', '=', projectId)
      .where('deleted_at', 'is', null)
      .executeTakeFirstOrThrow();
    return Number(row.runs);
  }

  /** Files by name; `names` exactly those (none: all), `pattern` as in SQL's LIKE, beginning after the name `after`. */
  async files(runId: string, wanted: FileChoice, limit: number): Promise<FileRecord[]> {
    let query = this.pool.db
      .selectFrom('run_files')
      .select(['name', 'size', 'md5', 'content_type', 'updated_at'])
      .where('run_id', '=', runId);
    if (wanted.names.length > 0) query = query.where('name', 'in', [...wanted.names]);
    if (wanted.pattern !== null) query = query.where('name', 'like', wanted.pattern);
    if (wanted.after !== null) query = query.where('name', '>', wanted.after);
    const rows = await query.orderBy('name').limit(limit).execute();
    return rows.map((row) => ({
      runId,
      name: row.name,
      size: row.size,
      md5: row.md5,
      contentType: row.content_type,
      updatedAt: row.updated_at.getTime(),
    }));
  }

  /** How many files match. */
  async fileCount(runId: string, wanted: Omit<FileChoice, 'after'>): Promise<number> {
    let query = this.pool.db
      .selectFrom('run_files')
      .select((is) => is.fn.countAll<string>().as('files'))
      .where('run_id', '=', runId);
    if (wanted.names.length > 0) query = query.where('name', 'in', [...wanted.names]);
    if (wanted.pattern !== null) query = query.where('name', 'like', wanted.pattern);
    return Number((await query.executeTakeFirstOrThrow()).files);
  }

  /** The summary as JSON text, `{}` when nothing was logged. */
  async summary(runId: string): Promise<string> {
    return (await this.summaries([runId])).get(runId) ?? '{}';
  }

  /** By run id, of those that have logged something. */
  async summaries(runIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const query = this.pool.db.selectFrom('run_summaries').select(['run_id', 'summary']);
    const rows = await query.where('run_id', 'in', [...runIds]).execute();
    return new Map(rows.map((row) => [row.run_id, row.summary]));
  }

  /** By run id, when its newest lines came. */
  async heardAt(runIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const query = this.pool.db.selectFrom('run_streams').select((is) => ['run_id', is.fn.max('last_at').as('last_at')]);
    const rows = await query
      .where('run_id', 'in', [...runIds])
      .groupBy('run_id')
      .execute();
    return new Map(rows.map((row) => [row.run_id, row.last_at.getTime()]));
  }
}

function projectRecord(row: {
  project_id: string;
  entity: string;
  name: string;
  description: string | null;
  created_at: Date;
}): ProjectRecord {
  return {
    projectId: row.project_id,
    entity: row.entity,
    name: row.name,
    description: row.description,
    createdAt: row.created_at.getTime(),
  };
}
