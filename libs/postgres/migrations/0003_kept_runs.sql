-- How many runs a project has is counted without reading them.
CREATE INDEX IF NOT EXISTS runs_kept ON runs (project_id) WHERE deleted_at IS NULL;
