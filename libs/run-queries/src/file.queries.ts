import { Injectable } from '@nestjs/common';
import { SqlPool } from '@runstead/postgres';
import type { RunFiles } from '@runstead/ui-contract';

export interface RunFile {
  readonly name: string;
  readonly size: number;
  /** Base64 of the 16 bytes. */
  readonly md5: string;
  /** Where the bytes are in the object store. */
  readonly objectKey: string;
  readonly contentType: string;
  /** Milliseconds since the epoch. */
  readonly updatedAt: number;
}

/** The files that a run uploaded. Names are data: they are looked up, never turned into a path. */
@Injectable()
export class FileQueries {
  constructor(private readonly pool: SqlPool) {}

  async list(runId: string): Promise<RunFiles> {
    const rows = await this.select().where('run_id', '=', runId).orderBy('name').execute();
    return {
      files: rows.map((row) => ({ name: row.name, size: row.size, contentType: row.content_type, updatedAt: row.updated_at.getTime() })),
    };
  }

  async one(runId: string, name: string): Promise<RunFile | null> {
    // Postgres has no NUL in text: such a name cannot have been stored.
    if (name.includes('\0')) return null;
    const row = await this.select().where('run_id', '=', runId).where('name', '=', name).executeTakeFirst();
    if (!row) return null;
    const { name: stored, size, md5, object_key: objectKey, content_type: contentType, updated_at: updatedAt } = row;
    return { name: stored, size, md5, objectKey, contentType, updatedAt: updatedAt.getTime() };
  }

  private select() {
    return this.pool.db.selectFrom('run_files').select(['name', 'size', 'md5', 'object_key', 'content_type', 'updated_at']);
  }
}
