import type {
  ArtifactBlobTable,
  ArtifactCollectionTable,
  ArtifactManifestTable,
  ArtifactMembershipTable,
  ArtifactVersionTable,
} from '@runstead/postgres';
import type { ArtifactManifestKind } from '@runstead/run-domain';
import type { Selectable } from 'kysely';
import type { Blob, Collection, ManifestRecord, Membership, Version, VersionState } from './artifact';

export function versionOf(row: Selectable<ArtifactVersionTable>): Version {
  return {
    artifactId: row.artifact_id,
    collectionId: row.collection_id,
    projectId: row.project_id,
    state: row.state as VersionState,
    runId: row.run_id,
    author: row.author,
    digest: row.digest,
    sentDigest: row.sent_digest,
    description: row.description,
    metadata: row.metadata,
    tags: row.tags,
    wantedAliases: row.wanted_aliases,
    ttlSeconds: row.ttl_seconds,
    historyStep: row.history_step,
    distributedId: row.distributed_key,
    versionIndex: row.version_index,
    size: row.size,
    fileCount: row.file_count,
    commitHash: row.commit_hash,
    manifest: file(row.manifest_key, row.manifest_size, row.manifest_md5),
    createdAt: row.created_at.getTime(),
    updatedAt: row.updated_at.getTime(),
  };
}

export function collectionOf(row: Selectable<ArtifactCollectionTable>): Collection {
  return {
    collectionId: row.collection_id,
    projectId: row.project_id,
    name: row.name,
    kind: row.kind === 'portfolio' ? 'portfolio' : 'sequence',
    type: row.type_name,
    description: row.description,
    tags: row.tags,
    nextIndex: row.next_index,
    createdAt: row.created_at.getTime(),
    updatedAt: row.updated_at.getTime(),
    deleted: row.deleted_at !== null,
  };
}

export function membershipOf(row: Selectable<ArtifactMembershipTable>): Membership {
  return {
    collectionId: row.collection_id,
    artifactId: row.artifact_id,
    versionIndex: row.version_index,
    createdAt: row.created_at.getTime(),
  };
}

export function manifestOf(row: Selectable<ArtifactManifestTable>): ManifestRecord {
  return {
    manifestId: row.manifest_id,
    artifactId: row.artifact_id,
    name: row.name,
    kind: row.kind as ArtifactManifestKind,
    digest: row.digest,
    baseArtifactId: row.base_artifact_id,
    stored: file(row.object_key, row.size, row.md5),
  };
}

export type BlobRow = Pick<Selectable<ArtifactBlobTable>, 'project_id' | 'digest' | 'artifact_id' | 'size' | 'object_key' | 'condemned_at'>;

export function blobOf(row: BlobRow): Blob {
  return {
    projectId: row.project_id,
    digest: row.digest,
    artifactId: row.artifact_id,
    size: row.size,
    objectKey: row.object_key,
    condemned: row.condemned_at !== null,
  };
}

function file(objectKey: string | null, size: number | null, md5: string | null) {
  return objectKey === null || size === null || md5 === null ? null : { objectKey, size, md5 };
}
