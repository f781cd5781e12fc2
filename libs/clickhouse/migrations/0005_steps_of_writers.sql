-- The client of a shared run does send steps, counted by each writer for itself: rows of different writers would have the
-- same ones, and points are kept by step. With a writer the step is the one that the server has counted, always; a row
-- without one of its own is numbered as before. The row itself stays as it was sent.
DROP VIEW IF EXISTS parse_history
--;
CREATE MATERIALIZED VIEW IF NOT EXISTS parse_history TO parsed_history AS
WITH
  JSONExtractKeysAndValuesRaw(if(fixed = '', row, fixed)) AS found,
  toFloat64OrZero(arrayFirst(p -> p.1 = '_timestamp', found).2) AS seconds
SELECT
  project_id, run_id, writer, line, partition, bitShiftLeft(record, 20) + place AS ord,
  toYYYYMM(fromUnixTimestamp64Milli(toInt64(bitShiftRight(run_id, 21)), 'UTC')) AS run_month,
  if(
    writer != '', step_base + toInt64(place),
    ifNull(toInt64OrNull(arrayFirst(p -> p.1 = '_step', found).2), step_base + toInt64(place))
  ) AS step,
  fromUnixTimestamp64Milli(if(seconds > 0 AND seconds < 4e9, toInt64(round(seconds * 1000)), time), 'UTC') AS ts,
  row, found AS pairs, notEmpty(found) OR JSONType(if(fixed = '', row, fixed)) = 'Object' AS readable
FROM incoming_history
