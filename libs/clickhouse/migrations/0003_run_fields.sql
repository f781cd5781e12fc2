-- Runs are filtered, sorted and grouped by everything that the runs table shows (architecture, section 8).
ALTER TABLE runs
  ADD COLUMN IF NOT EXISTS ended DateTime64(3, 'UTC') DEFAULT fromUnixTimestamp64Milli(0, 'UTC'),
  ADD COLUMN IF NOT EXISTS notes String,
  ADD COLUMN IF NOT EXISTS host LowCardinality(String),
  ADD COLUMN IF NOT EXISTS sweep LowCardinality(String),
  ADD COLUMN IF NOT EXISTS commit_sha LowCardinality(String)
--;
-- The text "true" is not the boolean, "null" not the missing value. `json` is a list, an empty object or a media object.
ALTER TABLE run_values
  ADD COLUMN IF NOT EXISTS type Enum8('number' = 1, 'string' = 2, 'bool' = 3, 'null' = 4, 'json' = 5) DEFAULT if(is_num = 1, 'number', 'string')
--;
ALTER TABLE incoming_run_values
  ADD COLUMN IF NOT EXISTS type Enum8('number' = 1, 'string' = 2, 'bool' = 3, 'null' = 4, 'json' = 5) DEFAULT if(is_num = 1, 'number', 'string')
--;
DROP VIEW IF EXISTS keep_run_values
--;
CREATE MATERIALIZED VIEW IF NOT EXISTS keep_run_values TO run_values AS
SELECT project_id, sipHash64(project_id, key) AS key_id, run_id, kind, key, num, str, is_num, deleted, ver, type FROM incoming_run_values
--;
-- Rows that are there lack the new columns: they are projected again from the log, over themselves.
ALTER TABLE projection_checkpoints DELETE WHERE projector = 'run-index' SETTINGS mutations_sync = 1
