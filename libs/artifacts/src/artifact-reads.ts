import { Injectable } from '@nestjs/common';
import { SqlPool } from '@runstead/postgres';
import type { Blob, ManifestRecord, Version } from './artifact';
import { blobOf, manifestOf, versionOf } from './artifact-rows';

const AT_ONCE = 1_000;

/** A run that used or logged a version. */
export interface RunEdge {
  readonly runId: string;
  readonly artifactId: string;
  readonly createdAt: number;
}

/** Versions, their manifests, contents and lineage, as the projection `artifacts` holds them. Ids of any text are looked up safely. */
@Injectable()
export class ArtifactReads {
  constructor(private readonly pool: SqlPool) {}

  /** In any state. */
  async version(artifactId: string): Promise<Version | null> {
    const row = await this.pool.db.selectFrom('artifact_versions').selectAll().where('artifact_id', '=', artifactId).executeTakeFirst();
    return row ? versionOf(row) : null;
  }

  /** Those that exist, in no order. */
  async versions(artifactIds: readonly string[]): Promise<Version[]> {
    if (artifactIds.length === 0) return [];
    const rows = await this.pool.db
      .selectFrom('artifact_versions')
      .selectAll()
      .where('artifact_id', 'in', [...artifactIds])
      .execute();
    return rows.map(versionOf);
  }

  /** The version that a client calls by this name. */
  async byClient(clientId: string): Promise<Version | null> {
    const row = await this.pool.db
      .selectFrom('artifact_clients')
      .select('artifact_id')
      .where('client_key', '=', clientId)
      .executeTakeFirst();
    return row ? this.version(row.artifact_id) : null;
  }

  /** A committed version of the sequence with that content, the newest. */
  async withDigest(collectionId: string, digest: string): Promise<Version | null> {
    const row = await this.pool.db
      .selectFrom('artifact_versions')
      .selectAll()
      .where('collection_id', '=', collectionId)
      .where('state', '=', 'COMMITTED')
      .where((is) => is.or([is('digest', '=', digest), is.and([is('sent_digest', '=', digest), is('distributed_key', 'is', null)])]))
      .orderBy('version_index', 'desc')
      .limit(1)
      .executeTakeFirst();
    return row ? versionOf(row) : null;
  }

  /** The version that several writers are writing. */
  async pendingDistributed(collectionId: string, distributedId: string): Promise<Version | null> {
    const row = await this.pool.db
      .selectFrom('artifact_versions')
      .selectAll()
      .where('collection_id', '=', collectionId)
      .where('state', '=', 'PENDING')
      .where('distributed_key', '=', distributedId)
      .executeTakeFirst();
    return row ? versionOf(row) : null;
  }

  async manifest(manifestId: string): Promise<ManifestRecord | null> {
    const row = await this.pool.db.selectFrom('artifact_manifests').selectAll().where('manifest_id', '=', manifestId).executeTakeFirst();
    return row ? manifestOf(row) : null;
  }

  /** In the order of their making. */
  async manifestsOf(artifactId: string): Promise<ManifestRecord[]> {
    const rows = await this.pool.db
      .selectFrom('artifact_manifests')
      .selectAll()
      .where('artifact_id', '=', artifactId)
      .orderBy('manifest_id')
      .execute();
    return rows.map(manifestOf);
  }

  async blob(projectId: string, digest: string): Promise<Blob | null> {
    return (await this.blobs(projectId, [digest])).get(digest) ?? null;
  }

  /** By digest. */
  async blobs(projectId: string, digests: readonly string[]): Promise<Map<string, Blob>> {
    const found = new Map<string, Blob>();
    const distinct = [...new Set(digests)];
    for (let at = 0; at < distinct.length; at += AT_ONCE) {
      const rows = await this.pool.db
        .selectFrom('artifact_blobs')
        .select(['project_id', 'digest', 'artifact_id', 'size', 'object_key', 'condemned_at'])
        .where('project_id', '=', projectId)
        .where('digest', 'in', distinct.slice(at, at + AT_ONCE))
        .execute();
      for (const row of rows) found.set(row.digest, blobOf(row));
    }
    return found;
  }

  /** Committed versions that the run used or logged, oldest first, beginning after `after`. */
  async ofRun(runId: string, direction: 'input' | 'output', after: string | null, limit: number): Promise<Version[]> {
    let query = this.pool.db
      .selectFrom('artifact_runs')
      .innerJoin('artifact_versions', 'artifact_versions.artifact_id', 'artifact_runs.artifact_id')
      .selectAll('artifact_versions')
      .where('artifact_runs.run_id', '=', runId)
      .where('artifact_runs.direction', '=', direction)
      .where('artifact_versions.state', '=', 'COMMITTED');
    if (after !== null) query = query.where('artifact_versions.artifact_id', '>', after);
    const rows = await query.orderBy('artifact_versions.artifact_id').limit(limit).execute();
    return rows.map(versionOf);
  }

  async countOfRun(runId: string, direction: 'input' | 'output'): Promise<number> {
    const row = await this.pool.db
      .selectFrom('artifact_runs')
      .select((is) => is.fn.countAll<string>().as('versions'))
      .where('run_id', '=', runId)
      .where('direction', '=', direction)
      .executeTakeFirstOrThrow();
    return Number(row.versions);
  }

  /** How many runs used each version. */
  async userCounts(artifactIds: readonly string[]): Promise<Map<string, number>> {
    if (artifactIds.length === 0) return new Map();
    const rows = await this.pool.db
      .selectFrom('artifact_runs')
      .select((is) => ['artifact_id', is.fn.countAll<string>().as('users')])
      .where('artifact_id', 'in', [...new Set(artifactIds)])
      .where('direction', '=', 'input')
      .groupBy('artifact_id')
      .execute();
    return new Map(rows.map((row) => [row.artifact_id, Number(row.users)]));
  }

  /** Runs that used (`input`) or logged (`output`) the version, in the order in which they did. */
  async runsOf(artifactId: string, direction: 'input' | 'output', limit: number): Promise<RunEdge[]> {
    const rows = await this.pool.db
      .selectFrom('artifact_runs')
      .select(['run_id', 'artifact_id', 'created_at'])
      .where('artifact_id', '=', artifactId)
      .where('direction', '=', direction)
      .orderBy('created_at')
      .orderBy('run_id')
      .limit(limit)
      .execute();
    return rows.map((row) => ({ runId: row.run_id, artifactId: row.artifact_id, createdAt: row.created_at.getTime() }));
  }
}
