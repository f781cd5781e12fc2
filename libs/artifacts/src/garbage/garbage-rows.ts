import { Injectable } from '@nestjs/common';
import { SqlPool } from '@runstead/postgres';
import type { Blob } from '../artifact';
import { blobOf } from '../artifact-rows';

const PAGE = 10_000;

export interface DeadVersion {
  readonly artifactId: string;
  readonly projectId: string;
}
export interface DeadFile {
  readonly runId: string;
  readonly name: string;
  readonly size: number;
}

/** What the collector looks at. */
@Injectable()
export class GarbageRows {
  constructor(private readonly pool: SqlPool) {}

  /** Versions whose writers have given up. */
  async abandoned(before: number): Promise<DeadVersion[]> {
    const rows = await this.pool.db
      .selectFrom('artifact_versions')
      .select(['artifact_id', 'project_id'])
      .where('state', '=', 'PENDING')
      .where('updated_at', '<', new Date(before))
      .orderBy('artifact_id')
      .limit(PAGE)
      .execute();
    return rows.map((row) => ({ artifactId: row.artifact_id, projectId: row.project_id }));
  }

  /** Only where a version was deleted can contents have lost their last name. */
  async projectsWithDeletions(): Promise<string[]> {
    const rows = await this.pool.db
      .selectFrom('artifact_versions')
      .select('project_id')
      .distinct()
      .where('state', '=', 'DELETED')
      .orderBy('project_id')
      .execute();
    return rows.map((row) => row.project_id);
  }

  /** Contents of a project that were brought by a version that is not being written any more, by digest. */
  async settled(projectId: string, after: string): Promise<Blob[]> {
    const rows = await this.pool.db
      .selectFrom('artifact_blobs')
      .innerJoin('artifact_versions', 'artifact_versions.artifact_id', 'artifact_blobs.artifact_id')
      .selectAll('artifact_blobs')
      .where('artifact_blobs.project_id', '=', projectId)
      .where('artifact_blobs.condemned_at', 'is', null)
      .where('artifact_versions.state', '!=', 'PENDING')
      .where('artifact_blobs.digest', '>', after)
      .orderBy('artifact_blobs.digest')
      .limit(PAGE)
      .execute();
    return rows.map(blobOf);
  }

  /** `before`: condemned until then. */
  async condemned(before: number, after: { readonly projectId: string; readonly digest: string } | null): Promise<Blob[]> {
    let query = this.pool.db.selectFrom('artifact_blobs').selectAll().where('condemned_at', '<=', new Date(before));
    if (after !== null)
      query = query.where((is) =>
        is.or([is('project_id', '>', after.projectId), is.and([is('project_id', '=', after.projectId), is('digest', '>', after.digest)])]),
      );
    const rows = await query.orderBy('project_id').orderBy('digest').limit(PAGE).execute();
    return rows.map(blobOf);
  }

  /** Files of runs that were deleted before. */
  async filesOfDeletedRuns(before: number): Promise<DeadFile[]> {
    const rows = await this.pool.db
      .selectFrom('run_files')
      .innerJoin('runs', 'runs.run_id', 'run_files.run_id')
      .select(['run_files.run_id', 'run_files.name', 'run_files.size'])
      .where('runs.deleted_at', '<', new Date(before))
      .orderBy('run_files.run_id')
      .orderBy('run_files.name')
      .limit(PAGE)
      .execute();
    return rows.map((row) => ({ runId: row.run_id, name: row.name, size: row.size }));
  }
}
