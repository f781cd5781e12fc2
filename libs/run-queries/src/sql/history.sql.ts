import type { MetricSource } from '@runstead/ui-contract';

const TABLES = { history: 'history_rows', system: 'system_rows' } as const;
const COLUMNS = 'toString(writer) AS writer, line, step, toUnixTimestamp64Milli(ts) AS time, row';
const OF_RUN = 'project_id = {project:UInt64} AND run_id = {run:UInt64}';
const VIEW = `${OF_RUN} AND step >= {from:Int64} AND step < {to:Int64}`;

/**
 * A page of lines. No FINAL: on unmerged parts it costs fifty times as much as LIMIT 1 BY. A version whose step is outside
 * of the view must still hide nothing, so the newest one is chosen before steps are compared. `visible` leaves out what
 * rewinds have hidden (`RowCuts.and('ver')`).
 */
export function historyRows(source: MetricSource, visible = ''): string {
  return `SELECT ${COLUMNS} FROM (
  SELECT run_id, writer, line, step, ts, row, ver FROM ${TABLES[source]}
  WHERE ${OF_RUN} AND line >= {line:UInt64}
  ORDER BY line, writer, ver DESC LIMIT 1 BY line, writer
) WHERE step >= {from:Int64} AND step < {to:Int64}${visible}
ORDER BY line, writer LIMIT {limit:UInt32}`;
}

/** By step; a key that is nested in the row is not found. */
export function keyRows(visible = ''): string {
  return `SELECT ${COLUMNS} FROM (
  SELECT writer, line, step, ts, row FROM history_rows WHERE ${VIEW}${visible}
  ORDER BY line, writer, ver DESC LIMIT 1 BY line, writer
) WHERE JSONHas(row, {key:String})
ORDER BY step, line LIMIT {limit:UInt32}`;
}

export function storedLines(source: MetricSource, visible = ''): string {
  return `SELECT uniqExact(writer, line) AS lines FROM ${TABLES[source]} WHERE ${OF_RUN}${visible}`;
}
