import { Injectable } from '@nestjs/common';
import { SqlPool } from '@runstead/postgres';
import { parseJson, toPlainJson } from '@runstead/run-domain';

/** A person's saved view of a project. */
@Injectable()
export class WorkspaceQueries {
  constructor(private readonly pool: SqlPool) {}

  /** Null when nothing was saved. The document is what was saved once, which an older version may have written. */
  async of(username: string, projectId: string): Promise<{ revision: number; document: unknown } | null> {
    const row = await this.pool.db
      .selectFrom('workspaces')
      .select(['revision', 'document'])
      .where('username', '=', username)
      .where('project_id', '=', projectId)
      .executeTakeFirst();
    return row ? { revision: row.revision, document: toPlainJson(parseJson(row.document)) } : null;
  }
}
