-- Statements are separated by a line that holds only `--;`.
-- A run's month comes from its id (42 bits of milliseconds above 21 random bits), so all rows of a run are in one
-- partition whatever the clocks of clients say. `ord` = generation * 2^40 + line: a later line wins at one step, and
-- a rewound run's new lines win over its old ones (ADR 0005). No view sums or counts.

CREATE TABLE IF NOT EXISTS points (
  project_id UInt64, key_id UInt64, run_id UInt64,
  step Int64 CODEC(DoubleDelta, ZSTD(1)), ts DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
  value Float64 CODEC(Gorilla, ZSTD(1)), ord UInt64 CODEC(DoubleDelta, ZSTD(1)), run_month UInt32 CODEC(ZSTD(1))
) ENGINE = ReplacingMergeTree(ord) PARTITION BY run_month ORDER BY (project_id, key_id, run_id, step)
--;
CREATE TABLE IF NOT EXISTS system_points AS points
ENGINE = ReplacingMergeTree(ord) PARTITION BY run_month ORDER BY (project_id, key_id, run_id, step)
--;
CREATE TABLE IF NOT EXISTS history_rows (
  project_id UInt64, run_id UInt64, writer LowCardinality(String), line UInt64 CODEC(DoubleDelta, ZSTD(1)),
  step Int64 CODEC(DoubleDelta, ZSTD(1)), ts DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
  row String CODEC(ZSTD(3)), ver UInt64 CODEC(DoubleDelta, ZSTD(1)), run_month UInt32 CODEC(ZSTD(1))
) ENGINE = ReplacingMergeTree(ver) PARTITION BY run_month ORDER BY (project_id, run_id, writer, line)
SETTINGS index_granularity = 1024
--;
CREATE TABLE IF NOT EXISTS system_rows AS history_rows
ENGINE = ReplacingMergeTree(ver) PARTITION BY run_month ORDER BY (project_id, run_id, writer, line)
SETTINGS index_granularity = 1024
--;
CREATE TABLE IF NOT EXISTS console_lines (
  project_id UInt64, run_id UInt64, writer LowCardinality(String), line UInt64 CODEC(DoubleDelta, ZSTD(1)),
  ts DateTime64(6, 'UTC') CODEC(Delta, ZSTD(1)), stream Enum8('stdout' = 1, 'stderr' = 2), label LowCardinality(String),
  text String CODEC(ZSTD(3)), ver UInt64 CODEC(DoubleDelta, ZSTD(1)), run_month UInt32 CODEC(ZSTD(1))
) ENGINE = ReplacingMergeTree(ver) PARTITION BY run_month ORDER BY (project_id, run_id, writer, line)
SETTINGS index_granularity = 1024
--;
-- Which keys a run has logged. kind: number, string, bool, null, list, object, or the `_type` of a media object.
CREATE TABLE IF NOT EXISTS metric_keys (
  project_id UInt64, run_id UInt64, source Enum8('history' = 1, 'system' = 2), key String, kind LowCardinality(String)
) ENGINE = ReplacingMergeTree ORDER BY (project_id, source, key, kind, run_id)
--;
-- What lists, filters and sorts runs.
CREATE TABLE IF NOT EXISTS runs (
  project_id UInt64, run_id UInt64, created DateTime64(3, 'UTC'), updated DateTime64(3, 'UTC'),
  state LowCardinality(String), name String, display_name String, author LowCardinality(String),
  tags Array(LowCardinality(String)), group_name LowCardinality(String), job_type LowCardinality(String),
  deleted UInt8, ver UInt64
) ENGINE = ReplacingMergeTree(ver) ORDER BY (project_id, run_id)
--;
-- Latest value of every config (kind 1) and summary (kind 2) key; deleted = 1 when a later document lacks the key.
CREATE TABLE IF NOT EXISTS run_values (
  project_id UInt64, key_id UInt64, run_id UInt64, kind Enum8('config' = 1, 'summary' = 2), key String,
  num Float64, str String, is_num UInt8, deleted UInt8, ver UInt64
) ENGINE = ReplacingMergeTree(ver) ORDER BY (project_id, kind, key_id, run_id)
