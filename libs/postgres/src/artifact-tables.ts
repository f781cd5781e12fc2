import type { ColumnType } from 'kysely';

type Id = ColumnType<string, string, string>;
type MaybeId = ColumnType<string | null, string | null, string | null>;
type Count = ColumnType<number, number, number>;
type MaybeCount = ColumnType<number | null, number | null | undefined, number | null>;
type Time = ColumnType<Date, Date, Date>;

export interface ArtifactTypeTable {
  type_id: Id;
  project_id: Id;
  name: string;
  description: string | null;
  created_at: Time;
}
export interface ArtifactCollectionTable {
  collection_id: Id;
  project_id: Id;
  name: string;
  /** `sequence` or `portfolio`. */
  kind: string;
  type_name: string;
  description: string | null;
  tags: ColumnType<string[], string[] | undefined, string[]>;
  client_key: string | null;
  /** Index of the next version: never given twice. */
  next_index: ColumnType<number, number | undefined, number>;
  created_at: Time;
  updated_at: Time;
  deleted_at: ColumnType<Date | null, Date | null | undefined, Date | null>;
}
export interface ArtifactVersionTable {
  artifact_id: Id;
  /** The own sequence. */
  collection_id: Id;
  project_id: Id;
  /** `PENDING`, `COMMITTED` or `DELETED`. */
  state: string;
  run_id: MaybeId;
  author: string;
  /** Hex; `sent_digest` is what the client sent, `digest` covers the merged manifest. */
  digest: string;
  sent_digest: string;
  description: string | null;
  /** JSON text. */
  metadata: string | null;
  tags: string[];
  wanted_aliases: string[];
  ttl_seconds: Count;
  history_step: MaybeCount;
  distributed_key: string | null;
  version_index: MaybeCount;
  size: ColumnType<number, number | undefined, number>;
  file_count: ColumnType<number, number | undefined, number>;
  commit_hash: ColumnType<string | null, string | undefined, string>;
  manifest_key: ColumnType<string | null, string | undefined, string>;
  manifest_size: MaybeCount;
  manifest_md5: ColumnType<string | null, string | undefined, string>;
  created_at: Time;
  updated_at: Time;
}
export interface ArtifactClientTable {
  client_key: string;
  artifact_id: Id;
}
export interface ArtifactMembershipTable {
  collection_id: Id;
  artifact_id: Id;
  version_index: Count;
  created_at: Time;
}
export interface ArtifactAliasTable {
  collection_id: Id;
  alias: string;
  artifact_id: Id;
}
export interface ArtifactManifestTable {
  manifest_id: Id;
  artifact_id: Id;
  name: string;
  /** `FULL`, `PATCH` or `INCREMENTAL`. */
  kind: string;
  digest: string;
  base_artifact_id: MaybeId;
  object_key: ColumnType<string | null, string | undefined, string>;
  size: MaybeCount;
  md5: ColumnType<string | null, string | undefined, string>;
}
export interface ArtifactBlobTable {
  project_id: Id;
  /** Base64 of the MD5. */
  digest: string;
  artifact_id: Id;
  sha256: string;
  size: Count;
  object_key: string;
  created_at: Time;
  /** Since when no version names it. */
  condemned_at: ColumnType<Date | null, Date | null | undefined, Date | null>;
}
export interface ArtifactRunTable {
  run_id: Id;
  /** `input` or `output`. */
  direction: string;
  artifact_id: Id;
  used_as: string | null;
  created_at: Time;
}

export interface ArtifactTables {
  artifact_types: ArtifactTypeTable;
  artifact_collections: ArtifactCollectionTable;
  artifact_versions: ArtifactVersionTable;
  artifact_clients: ArtifactClientTable;
  artifact_memberships: ArtifactMembershipTable;
  artifact_aliases: ArtifactAliasTable;
  artifact_manifests: ArtifactManifestTable;
  artifact_blobs: ArtifactBlobTable;
  artifact_runs: ArtifactRunTable;
}
