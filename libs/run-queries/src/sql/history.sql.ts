import { HistoryView } from '@runstead/clickhouse';
import type { MetricSource } from '@runstead/ui-contract';

const SYSTEM = 'system_rows';
const COLUMNS = 'toString(writer) AS writer, line, step, toUnixTimestamp64Milli(ts) AS time, ver, row';
const OF_RUN = 'project_id = {project:UInt64} AND run_id = {run:UInt64}';
const VIEW = `${OF_RUN} AND step >= {from:Int64} AND step < {to:Int64}`;

/**
 * A page of lines. No FINAL: on unmerged parts it costs fifty times as much as LIMIT 1 BY. A version whose step is outside
 * of the view must still hide nothing, so the newest one is chosen before steps are compared. `shown` leaves out what
 * rewinds and edits have hidden.
 */
export function historyRows(source: MetricSource, shown = HistoryView.none): string {
  return `SELECT ${COLUMNS} FROM (
  SELECT run_id, writer, line, step, ts, row, ver FROM ${source === 'system' ? SYSTEM : shown.rows}
  WHERE ${OF_RUN} AND line >= {line:UInt64}
  ORDER BY line, writer, ver DESC LIMIT 1 BY line, writer
) WHERE step >= {from:Int64} AND step < {to:Int64}${shown.cuts.and('ver')}
ORDER BY line, writer LIMIT {limit:UInt32}`;
}

/** By step; a key that is nested in the row is not found. `{names}`: under which it may have been logged. */
export function keyRows(shown = HistoryView.none): string {
  return `SELECT ${COLUMNS} FROM (
  SELECT writer, line, step, ts, row, ver FROM ${shown.rows} WHERE ${VIEW}${shown.cuts.and('ver')}
  ORDER BY line, writer, ver DESC LIMIT 1 BY line, writer
) WHERE arrayExists(name -> JSONHas(row, name), {names:Array(String)})
ORDER BY step, line LIMIT {limit:UInt32}`;
}

export function storedLines(source: MetricSource, shown = HistoryView.none): string {
  return `SELECT uniqExact(writer, line) AS lines FROM ${source === 'system' ? SYSTEM : shown.rows} WHERE ${OF_RUN}${shown.cuts.and('ver')}`;
}
