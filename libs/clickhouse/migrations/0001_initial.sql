-- Statements are separated by a line that holds only `--;`.
-- A run's month comes from its id (42 bits of milliseconds above 21 random bits), so all rows of a run are in one
-- partition whatever the clocks of clients say. `ord` and `ver` are the line's place in the log (offset * 2^20 + place in its
-- record): one partition of the log holds a run, so whatever was logged later wins, whether it is a later line at the
-- same step, a line sent again with other content, or a line after a rewind (ADR 0005). No view sums or counts.

CREATE TABLE IF NOT EXISTS points (
  project_id UInt64, key_id UInt64, run_id UInt64,
  step Int64 CODEC(DoubleDelta, ZSTD(1)), ts DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
  value Float64 CODEC(Gorilla, ZSTD(1)), ord UInt64 CODEC(DoubleDelta, ZSTD(1)), run_month UInt32 CODEC(ZSTD(1))
) ENGINE = ReplacingMergeTree(ord) PARTITION BY run_month ORDER BY (project_id, key_id, run_id, step)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
--;
CREATE TABLE IF NOT EXISTS system_points AS points
ENGINE = ReplacingMergeTree(ord) PARTITION BY run_month ORDER BY (project_id, key_id, run_id, step)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
--;
CREATE TABLE IF NOT EXISTS history_rows (
  project_id UInt64, run_id UInt64, writer LowCardinality(String), line UInt64 CODEC(DoubleDelta, ZSTD(1)),
  step Int64 CODEC(DoubleDelta, ZSTD(1)), ts DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
  row String CODEC(ZSTD(3)), ver UInt64 CODEC(DoubleDelta, ZSTD(1)), run_month UInt32 CODEC(ZSTD(1))
) ENGINE = ReplacingMergeTree(ver) PARTITION BY run_month ORDER BY (project_id, run_id, writer, line)
SETTINGS index_granularity = 1024, fsync_after_insert = 1, fsync_part_directory = 1
--;
CREATE TABLE IF NOT EXISTS system_rows AS history_rows
ENGINE = ReplacingMergeTree(ver) PARTITION BY run_month ORDER BY (project_id, run_id, writer, line)
SETTINGS index_granularity = 1024, fsync_after_insert = 1, fsync_part_directory = 1
--;
CREATE TABLE IF NOT EXISTS console_lines (
  project_id UInt64, run_id UInt64, writer LowCardinality(String), line UInt64 CODEC(DoubleDelta, ZSTD(1)),
  ts DateTime64(6, 'UTC') CODEC(Delta, ZSTD(1)), stream Enum8('stdout' = 1, 'stderr' = 2), label LowCardinality(String),
  text String CODEC(ZSTD(3)), ver UInt64 CODEC(DoubleDelta, ZSTD(1)), run_month UInt32 CODEC(ZSTD(1))
) ENGINE = ReplacingMergeTree(ver) PARTITION BY run_month ORDER BY (project_id, run_id, writer, line)
SETTINGS index_granularity = 1024, fsync_after_insert = 1, fsync_part_directory = 1
--;
-- Which keys a run has logged. kind: number, string, bool, null, list, object, or the `_type` of a media object.
CREATE TABLE IF NOT EXISTS metric_keys (
  project_id UInt64, run_id UInt64, source Enum8('history' = 1, 'system' = 2), key String, kind LowCardinality(String)
) ENGINE = ReplacingMergeTree ORDER BY (project_id, source, key, kind, run_id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
--;
-- Where the log holds a line that is no JSON object to ClickHouse. The projector looks here after an insert, gives such
-- a line to the tolerant parser, and sends what that refuses too to the dead letters. The line itself stays in the log.
CREATE TABLE IF NOT EXISTS unreadable_lines (
  source Enum8('history' = 1, 'system' = 2), partition UInt32, ord UInt64
) ENGINE = ReplacingMergeTree ORDER BY (source, partition, ord)
--;
-- How far a projection had come when its rows were written (failures: C13). Written after the rows and synced like
-- them: when a power loss takes the newest parts, the projection starts again from here, not from Postgres.
CREATE TABLE IF NOT EXISTS projection_checkpoints (
  projector LowCardinality(String), topic LowCardinality(String), partition UInt32, next_offset UInt64
) ENGINE = ReplacingMergeTree(next_offset) ORDER BY (projector, topic, partition)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
--;
-- What lists, filters and sorts runs.
CREATE TABLE IF NOT EXISTS runs (
  project_id UInt64, run_id UInt64, created DateTime64(3, 'UTC'), updated DateTime64(3, 'UTC'),
  state LowCardinality(String), name String, display_name String, author LowCardinality(String),
  tags Array(LowCardinality(String)), group_name LowCardinality(String), job_type LowCardinality(String),
  deleted UInt8, ver UInt64
) ENGINE = ReplacingMergeTree(ver) ORDER BY (project_id, run_id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
--;
-- Latest value of every config (kind 1) and summary (kind 2) key; deleted = 1 when a later document lacks the key.
CREATE TABLE IF NOT EXISTS run_values (
  project_id UInt64, key_id UInt64, run_id UInt64, kind Enum8('config' = 1, 'summary' = 2), key String,
  num Float64, str String, is_num UInt8, deleted UInt8, ver UInt64
) ENGINE = ReplacingMergeTree(ver) ORDER BY (project_id, kind, key_id, run_id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
--;
-- Every key a run's document has ever had: what must be marked as deleted when it is gone. Written before `run_values`.
CREATE TABLE IF NOT EXISTS run_value_keys (
  project_id UInt64, run_id UInt64, kind Enum8('config' = 1, 'summary' = 2), key String
) ENGINE = ReplacingMergeTree ORDER BY (project_id, run_id, kind, key)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
--;
-- Lines arrive as text in tables that keep nothing; the views below take them apart. `row` is the line as it was sent,
-- `fixed` is empty or the same line in a form that ClickHouse can read (`prepareHistoryLine`), which is never stored.
-- `record` and `place` are the log offset and the number of the line in its record, `time` the chunk's own time (ms).
CREATE TABLE IF NOT EXISTS incoming_history (
  project_id UInt64, run_id UInt64, writer String, line UInt64, partition UInt32, record UInt64, place UInt32,
  time Int64, row String, fixed String
) ENGINE = Null
--;
-- A line as key and raw value pairs; `readable` is 0 for what is no JSON object. The JSON is parsed here and only here.
CREATE TABLE IF NOT EXISTS parsed_history (
  project_id UInt64, run_id UInt64, writer String, line UInt64, partition UInt32, ord UInt64, run_month UInt32,
  step Int64, ts DateTime64(3, 'UTC'), row String, pairs Array(Tuple(key String, raw String)), readable UInt8
) ENGINE = Null
--;
-- One row a pair. `first` is the first byte of the value: 45 and 48-57 begin a number, 34 a string.
CREATE TABLE IF NOT EXISTS history_pairs (
  project_id UInt64, run_id UInt64, ord UInt64, run_month UInt32, step Int64, ts DateTime64(3, 'UTC'),
  key String, key_id UInt64, first UInt8, raw String
) ENGINE = Null
--;
CREATE MATERIALIZED VIEW IF NOT EXISTS parse_history TO parsed_history AS
WITH
  JSONExtractKeysAndValuesRaw(if(fixed = '', row, fixed)) AS found,
  toFloat64OrZero(arrayFirst(p -> p.1 = '_timestamp', found).2) AS seconds
SELECT
  project_id, run_id, writer, line, partition, bitShiftLeft(record, 20) + place AS ord,
  toYYYYMM(fromUnixTimestamp64Milli(toInt64(bitShiftRight(run_id, 21)), 'UTC')) AS run_month,
  ifNull(toInt64OrNull(arrayFirst(p -> p.1 = '_step', found).2), toInt64(line)) AS step,
  fromUnixTimestamp64Milli(if(seconds > 0 AND seconds < 4e9, toInt64(round(seconds * 1000)), time), 'UTC') AS ts,
  row, found AS pairs, notEmpty(found) OR JSONType(if(fixed = '', row, fixed)) = 'Object' AS readable
FROM incoming_history
--;
CREATE MATERIALIZED VIEW IF NOT EXISTS keep_history_rows TO history_rows AS
SELECT project_id, run_id, writer, line, step, ts, row, ord AS ver, run_month FROM parsed_history WHERE readable
--;
CREATE MATERIALIZED VIEW IF NOT EXISTS find_unreadable_history TO unreadable_lines AS
SELECT 'history' AS source, partition, ord FROM parsed_history WHERE NOT readable
--;
CREATE MATERIALIZED VIEW IF NOT EXISTS explode_history TO history_pairs AS
SELECT
  project_id, run_id, ord, run_month, step, ts,
  p.1 AS key, sipHash64(project_id, key) AS key_id, ascii(raw) AS first, p.2 AS raw
FROM parsed_history ARRAY JOIN pairs AS p
WHERE key NOT IN ('_step', '_timestamp')
--;
-- Non-finite numbers come as strings that begin with U+0001, written by `prepareHistoryLine`; a person's own text "NaN" has no such byte.
CREATE MATERIALIZED VIEW IF NOT EXISTS keep_points TO points AS
SELECT
  project_id, key_id, run_id, step, ts, ord, run_month,
  multiIf(first != 34, toFloat64OrZero(raw), raw = '"\\u0001NaN"', nan, raw = '"\\u0001Infinity"', inf, -inf) AS value
FROM history_pairs
WHERE first BETWEEN 48 AND 57 OR first = 45
   OR (first = 34 AND raw IN ('"\\u0001NaN"', '"\\u0001Infinity"', '"\\u0001-Infinity"'))
--;
-- Lines of a run mostly have the same keys, in any order: one line of each kind is taken apart instead of every line.
CREATE MATERIALIZED VIEW IF NOT EXISTS note_history_number_keys TO metric_keys AS
SELECT DISTINCT project_id, run_id, 'history' AS source, p.1 AS key, 'number' AS kind
FROM (
  SELECT project_id, run_id, any(pairs) AS example
  FROM parsed_history
  WHERE readable
  GROUP BY project_id, run_id, arraySum(arrayMap(p -> cityHash64(p.1, if(ascii(p.2) BETWEEN 48 AND 57, 45, ascii(p.2))), pairs))
) ARRAY JOIN example AS p
WHERE key NOT IN ('_step', '_timestamp')
  AND (ascii(p.2) BETWEEN 48 AND 57 OR ascii(p.2) = 45
   OR (ascii(p.2) = 34 AND p.2 IN ('"\\u0001NaN"', '"\\u0001Infinity"', '"\\u0001-Infinity"')))
--;
CREATE MATERIALIZED VIEW IF NOT EXISTS note_history_other_keys TO metric_keys AS
SELECT DISTINCT
  project_id, run_id, 'history' AS source, key,
  multiIf(
    first = 110, 'null', first IN (116, 102), 'bool', first = 91, 'list',
    first = 123, if(JSONExtractString(raw, '_type') = '', 'object', JSONExtractString(raw, '_type')), 'string'
  ) AS kind
FROM history_pairs
WHERE NOT (first BETWEEN 48 AND 57 OR first = 45
   OR (first = 34 AND raw IN ('"\\u0001NaN"', '"\\u0001Infinity"', '"\\u0001-Infinity"')))
--;
CREATE TABLE IF NOT EXISTS incoming_system (
  project_id UInt64, run_id UInt64, writer String, line UInt64, partition UInt32, record UInt64, place UInt32,
  time Int64, row String, fixed String
) ENGINE = Null
--;
-- A line as key and raw value pairs; `readable` is 0 for what is no JSON object. The JSON is parsed here and only here.
CREATE TABLE IF NOT EXISTS parsed_system (
  project_id UInt64, run_id UInt64, writer String, line UInt64, partition UInt32, ord UInt64, run_month UInt32,
  step Int64, ts DateTime64(3, 'UTC'), row String, pairs Array(Tuple(key String, raw String)), readable UInt8
) ENGINE = Null
--;
-- One row a pair. `first` is the first byte of the value: 45 and 48-57 begin a number, 34 a string.
CREATE TABLE IF NOT EXISTS system_pairs (
  project_id UInt64, run_id UInt64, ord UInt64, run_month UInt32, step Int64, ts DateTime64(3, 'UTC'),
  key String, key_id UInt64, first UInt8, raw String
) ENGINE = Null
--;
CREATE MATERIALIZED VIEW IF NOT EXISTS parse_system TO parsed_system AS
WITH
  JSONExtractKeysAndValuesRaw(if(fixed = '', row, fixed)) AS found,
  toFloat64OrZero(arrayFirst(p -> p.1 = '_timestamp', found).2) AS seconds
SELECT
  project_id, run_id, writer, line, partition, bitShiftLeft(record, 20) + place AS ord,
  toYYYYMM(fromUnixTimestamp64Milli(toInt64(bitShiftRight(run_id, 21)), 'UTC')) AS run_month,
  ifNull(toInt64OrNull(arrayFirst(p -> p.1 = '_step', found).2), toInt64(line)) AS step,
  fromUnixTimestamp64Milli(if(seconds > 0 AND seconds < 4e9, toInt64(round(seconds * 1000)), time), 'UTC') AS ts,
  row, found AS pairs, notEmpty(found) OR JSONType(if(fixed = '', row, fixed)) = 'Object' AS readable
FROM incoming_system
--;
CREATE MATERIALIZED VIEW IF NOT EXISTS keep_system_rows TO system_rows AS
SELECT project_id, run_id, writer, line, step, ts, row, ord AS ver, run_month FROM parsed_system WHERE readable
--;
CREATE MATERIALIZED VIEW IF NOT EXISTS find_unreadable_system TO unreadable_lines AS
SELECT 'system' AS source, partition, ord FROM parsed_system WHERE NOT readable
--;
CREATE MATERIALIZED VIEW IF NOT EXISTS explode_system TO system_pairs AS
SELECT
  project_id, run_id, ord, run_month, step, ts,
  p.1 AS key, sipHash64(project_id, key) AS key_id, ascii(raw) AS first, p.2 AS raw
FROM parsed_system ARRAY JOIN pairs AS p
WHERE key NOT IN ('_step', '_timestamp')
--;
-- Non-finite numbers come as strings that begin with U+0001, written by `prepareHistoryLine`; a person's own text "NaN" has no such byte.
CREATE MATERIALIZED VIEW IF NOT EXISTS keep_system_points TO system_points AS
SELECT
  project_id, key_id, run_id, step, ts, ord, run_month,
  multiIf(first != 34, toFloat64OrZero(raw), raw = '"\\u0001NaN"', nan, raw = '"\\u0001Infinity"', inf, -inf) AS value
FROM system_pairs
WHERE first BETWEEN 48 AND 57 OR first = 45
   OR (first = 34 AND raw IN ('"\\u0001NaN"', '"\\u0001Infinity"', '"\\u0001-Infinity"'))
--;
-- Lines of a run mostly have the same keys, in any order: one line of each kind is taken apart instead of every line.
CREATE MATERIALIZED VIEW IF NOT EXISTS note_system_number_keys TO metric_keys AS
SELECT DISTINCT project_id, run_id, 'system' AS source, p.1 AS key, 'number' AS kind
FROM (
  SELECT project_id, run_id, any(pairs) AS example
  FROM parsed_system
  WHERE readable
  GROUP BY project_id, run_id, arraySum(arrayMap(p -> cityHash64(p.1, if(ascii(p.2) BETWEEN 48 AND 57, 45, ascii(p.2))), pairs))
) ARRAY JOIN example AS p
WHERE key NOT IN ('_step', '_timestamp')
  AND (ascii(p.2) BETWEEN 48 AND 57 OR ascii(p.2) = 45
   OR (ascii(p.2) = 34 AND p.2 IN ('"\\u0001NaN"', '"\\u0001Infinity"', '"\\u0001-Infinity"')))
--;
CREATE MATERIALIZED VIEW IF NOT EXISTS note_system_other_keys TO metric_keys AS
SELECT DISTINCT
  project_id, run_id, 'system' AS source, key,
  multiIf(
    first = 110, 'null', first IN (116, 102), 'bool', first = 91, 'list',
    first = 123, if(JSONExtractString(raw, '_type') = '', 'object', JSONExtractString(raw, '_type')), 'string'
  ) AS kind
FROM system_pairs
WHERE NOT (first BETWEEN 48 AND 57 OR first = 45
   OR (first = 34 AND raw IN ('"\\u0001NaN"', '"\\u0001Infinity"', '"\\u0001-Infinity"')))
--;
CREATE TABLE IF NOT EXISTS incoming_console (
  project_id UInt64, run_id UInt64, writer String, line UInt64, record UInt64, place UInt32,
  micros Int64, stream Enum8('stdout' = 1, 'stderr' = 2), label String, text String
) ENGINE = Null
--;
CREATE MATERIALIZED VIEW IF NOT EXISTS keep_console_lines TO console_lines AS
SELECT
  project_id, run_id, writer, line, fromUnixTimestamp64Micro(micros, 'UTC') AS ts, stream, label, text,
  bitShiftLeft(record, 20) + place AS ver,
  toYYYYMM(fromUnixTimestamp64Milli(toInt64(bitShiftRight(run_id, 21)), 'UTC')) AS run_month
FROM incoming_console
--;
CREATE TABLE IF NOT EXISTS incoming_run_values (
  project_id UInt64, run_id UInt64, kind Enum8('config' = 1, 'summary' = 2), key String,
  num Float64, str String, is_num UInt8, deleted UInt8, ver UInt64
) ENGINE = Null
--;
CREATE MATERIALIZED VIEW IF NOT EXISTS keep_run_values TO run_values AS
SELECT project_id, sipHash64(project_id, key) AS key_id, run_id, kind, key, num, str, is_num, deleted, ver FROM incoming_run_values
