import { Injectable } from '@nestjs/common';
import { SqlPool } from '@runstead/postgres';
import { parseJson, toPlainJson } from '@runstead/run-domain';

export interface StoredView {
  readonly id: string;
  readonly name: string;
  readonly revision: number;
  readonly updatedAt: number;
  readonly updatedBy: string;
  /** What was saved once, which an older version may have written. */
  readonly document: unknown;
}

/** The named views of a project. */
@Injectable()
export class SavedViewQueries {
  constructor(private readonly pool: SqlPool) {}

  async list(projectId: string): Promise<Omit<StoredView, 'document'>[]> {
    const rows = await this.pool.db
      .selectFrom('saved_views')
      .select(['view_id', 'name', 'revision', 'updated_at', 'updated_by'])
      .where('project_id', '=', projectId)
      .orderBy('name')
      .orderBy('view_id')
      .limit(MOST)
      .execute();
    return rows.map((row) => ({
      id: row.view_id,
      name: row.name,
      revision: row.revision,
      updatedAt: row.updated_at.getTime(),
      updatedBy: row.updated_by,
    }));
  }

  /** Null when the project has no such view. */
  async one(projectId: string, viewId: string): Promise<StoredView | null> {
    const row = await this.pool.db
      .selectFrom('saved_views')
      .selectAll()
      .where('project_id', '=', projectId)
      .where('view_id', '=', viewId)
      .executeTakeFirst();
    if (!row) return null;
    const { name, revision } = row;
    const document = toPlainJson(parseJson(row.document));
    return { id: row.view_id, name, revision, updatedAt: row.updated_at.getTime(), updatedBy: row.updated_by, document };
  }
}

const MOST = 1_000;
