-- Contents that no version names any more, and since when: their bytes go after a grace period.
ALTER TABLE artifact_blobs ADD COLUMN IF NOT EXISTS condemned_at timestamptz;
CREATE INDEX IF NOT EXISTS artifact_blobs_condemned ON artifact_blobs (condemned_at) WHERE condemned_at IS NOT NULL;
CREATE INDEX IF NOT EXISTS artifact_versions_by_state ON artifact_versions (state, project_id);
