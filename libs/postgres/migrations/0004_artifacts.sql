-- Projection `artifacts`: versions of data and models, their collections, contents and lineage.
CREATE TABLE IF NOT EXISTS artifact_types (
  type_id bigint PRIMARY KEY,
  project_id bigint NOT NULL,
  name text NOT NULL,
  description text,
  created_at timestamptz NOT NULL,
  UNIQUE (project_id, name)
);

CREATE TABLE IF NOT EXISTS artifact_collections (
  collection_id bigint PRIMARY KEY,
  project_id bigint NOT NULL,
  name text NOT NULL,
  kind text NOT NULL,
  type_name text NOT NULL,
  description text,
  tags text[] NOT NULL DEFAULT '{}',
  client_key text,
  next_index bigint NOT NULL DEFAULT 0,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  deleted_at timestamptz
);
CREATE UNIQUE INDEX IF NOT EXISTS artifact_collections_by_name ON artifact_collections (project_id, name) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS artifact_collections_by_client ON artifact_collections (client_key);

CREATE TABLE IF NOT EXISTS artifact_versions (
  artifact_id bigint PRIMARY KEY,
  collection_id bigint NOT NULL,
  project_id bigint NOT NULL,
  state text NOT NULL,
  run_id bigint,
  author text NOT NULL,
  digest text NOT NULL,
  sent_digest text NOT NULL,
  description text,
  metadata text,
  tags text[] NOT NULL,
  wanted_aliases text[] NOT NULL,
  ttl_seconds bigint NOT NULL,
  history_step bigint,
  distributed_key text,
  version_index bigint,
  size bigint NOT NULL DEFAULT 0,
  file_count bigint NOT NULL DEFAULT 0,
  commit_hash text,
  manifest_key text,
  manifest_size bigint,
  manifest_md5 text,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);
CREATE INDEX IF NOT EXISTS artifact_versions_by_collection ON artifact_versions (collection_id, version_index);
CREATE INDEX IF NOT EXISTS artifact_versions_by_run ON artifact_versions (run_id);

CREATE TABLE IF NOT EXISTS artifact_clients (
  client_key text PRIMARY KEY,
  artifact_id bigint NOT NULL
);

CREATE TABLE IF NOT EXISTS artifact_memberships (
  collection_id bigint NOT NULL,
  artifact_id bigint NOT NULL,
  version_index bigint NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (collection_id, artifact_id)
);
CREATE UNIQUE INDEX IF NOT EXISTS artifact_memberships_by_index ON artifact_memberships (collection_id, version_index);
CREATE INDEX IF NOT EXISTS artifact_memberships_by_artifact ON artifact_memberships (artifact_id);

CREATE TABLE IF NOT EXISTS artifact_aliases (
  collection_id bigint NOT NULL,
  alias text NOT NULL,
  artifact_id bigint NOT NULL,
  PRIMARY KEY (collection_id, alias)
);
CREATE INDEX IF NOT EXISTS artifact_aliases_by_artifact ON artifact_aliases (artifact_id);

CREATE TABLE IF NOT EXISTS artifact_manifests (
  manifest_id bigint PRIMARY KEY,
  artifact_id bigint NOT NULL,
  name text NOT NULL,
  kind text NOT NULL,
  digest text NOT NULL,
  base_artifact_id bigint,
  object_key text,
  size bigint,
  md5 text
);
CREATE INDEX IF NOT EXISTS artifact_manifests_by_artifact ON artifact_manifests (artifact_id);

CREATE TABLE IF NOT EXISTS artifact_blobs (
  project_id bigint NOT NULL,
  digest text NOT NULL,
  artifact_id bigint NOT NULL,
  sha256 text NOT NULL,
  size bigint NOT NULL,
  object_key text NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (project_id, digest)
);

CREATE TABLE IF NOT EXISTS artifact_runs (
  run_id bigint NOT NULL,
  direction text NOT NULL,
  artifact_id bigint NOT NULL,
  used_as text,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (run_id, direction, artifact_id)
);
CREATE INDEX IF NOT EXISTS artifact_runs_by_artifact ON artifact_runs (artifact_id, direction);
