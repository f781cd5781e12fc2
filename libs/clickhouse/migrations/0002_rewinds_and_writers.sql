-- Rewinds: rows of the run that lie before `ver` in the log and above `step` are not shown any more (ADR 0006).
CREATE TABLE IF NOT EXISTS run_cuts (
  project_id UInt64, run_id UInt64, ver UInt64, step Int64
) ENGINE = ReplacingMergeTree ORDER BY (project_id, run_id, ver)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
--;
-- Rows that bring no step of their own get one: by default the number of their line; of several writers' rows one that
-- the server has counted (protocol 6.7). `step_base` plus the line's place in its record.
ALTER TABLE incoming_history ADD COLUMN IF NOT EXISTS step_base Int64 DEFAULT toInt64(line) - toInt64(place)
--;
ALTER TABLE incoming_system ADD COLUMN IF NOT EXISTS step_base Int64 DEFAULT toInt64(line) - toInt64(place)
--;
DROP VIEW IF EXISTS parse_history
--;
CREATE MATERIALIZED VIEW IF NOT EXISTS parse_history TO parsed_history AS
WITH
  JSONExtractKeysAndValuesRaw(if(fixed = '', row, fixed)) AS found,
  toFloat64OrZero(arrayFirst(p -> p.1 = '_timestamp', found).2) AS seconds
SELECT
  project_id, run_id, writer, line, partition, bitShiftLeft(record, 20) + place AS ord,
  toYYYYMM(fromUnixTimestamp64Milli(toInt64(bitShiftRight(run_id, 21)), 'UTC')) AS run_month,
  ifNull(toInt64OrNull(arrayFirst(p -> p.1 = '_step', found).2), step_base + toInt64(place)) AS step,
  fromUnixTimestamp64Milli(if(seconds > 0 AND seconds < 4e9, toInt64(round(seconds * 1000)), time), 'UTC') AS ts,
  row, found AS pairs, notEmpty(found) OR JSONType(if(fixed = '', row, fixed)) = 'Object' AS readable
FROM incoming_history
--;
DROP VIEW IF EXISTS parse_system
--;
CREATE MATERIALIZED VIEW IF NOT EXISTS parse_system TO parsed_system AS
WITH
  JSONExtractKeysAndValuesRaw(if(fixed = '', row, fixed)) AS found,
  toFloat64OrZero(arrayFirst(p -> p.1 = '_timestamp', found).2) AS seconds
SELECT
  project_id, run_id, writer, line, partition, bitShiftLeft(record, 20) + place AS ord,
  toYYYYMM(fromUnixTimestamp64Milli(toInt64(bitShiftRight(run_id, 21)), 'UTC')) AS run_month,
  ifNull(toInt64OrNull(arrayFirst(p -> p.1 = '_step', found).2), step_base + toInt64(place)) AS step,
  fromUnixTimestamp64Milli(if(seconds > 0 AND seconds < 4e9, toInt64(round(seconds * 1000)), time), 'UTC') AS ts,
  row, found AS pairs, notEmpty(found) OR JSONType(if(fixed = '', row, fixed)) = 'Object' AS readable
FROM incoming_system
