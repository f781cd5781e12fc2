-- Edits of the history of runs that have any (ADR 0014): what readers ask before they read rows, and almost always empty.
-- `edits`: JSON of those that count, and of merges also when they were undone: the rows of a merge lie under an id of their own.
CREATE TABLE IF NOT EXISTS run_edits (
  project_id UInt64, run_id UInt64, edits String CODEC(ZSTD(3)), ver UInt64
) ENGINE = ReplacingMergeTree(ver) ORDER BY (project_id, run_id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
--;
-- Under which name an edited run shows a logged key. `row_id` is the id under which the rows lie; empty `shown`: removed. Rows of
-- another version than the run's in `run_edits` are those of an earlier state.
CREATE TABLE IF NOT EXISTS run_edit_keys (
  project_id UInt64, run_id UInt64, row_id UInt64, logged String, shown String, ver UInt64
) ENGINE = ReplacingMergeTree(ver) ORDER BY (project_id, run_id, row_id, logged)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
