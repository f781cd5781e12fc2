import { HistoryView } from '@runstead/clickhouse';

const OF_RUN = 'project_id = {project:UInt64} AND run_id = {run:UInt64}';

/**
 * Rows that may hold the key, the newest version of each line. A media object names its type, so most rows are left out by
 * a look at their text. ClickHouse reads no row with a bare NaN in it: these come back whole, for the tolerant parser, and so
 * do all rows of an edited run, whose text may have the key under another name.
 */
const candidates = (parts: number, shown: HistoryView): string => {
  const visible = shown.cuts.and('ver');
  const path = Array.from({ length: parts }, (_, i) => `{part${i}:String}`).join(', ');
  const holds = `JSONType(row, {key:String}) = 'Object'${parts > 1 ? ` OR JSONType(row, ${path}) = 'Object'` : ''}`;
  return `FROM ${shown.rows}
WHERE ${OF_RUN}${visible} AND position(row, '"_type"') > 0${shown.hasEdits ? '' : ` AND ((${holds}) OR NOT isValidJSON(row))`}
  AND (writer, line, ver) IN (SELECT writer, line, max(ver) FROM ${shown.rows} WHERE ${OF_RUN}${visible} GROUP BY writer, line)`;
};

/** `step, unread, writer, ver`, rising, the newest `limit`; `unread` is empty where the row is known to hold the key. */
export const mediaSteps = (parts: number, shown = HistoryView.none): string => `SELECT step, unread, writer, ver FROM (
  SELECT step, ${shown.hasEdits ? 'row' : "if(isValidJSON(row), '', row)"} AS unread, toString(writer) AS writer, ver ${candidates(parts, shown)}
  ORDER BY step DESC, ver DESC LIMIT {limit:UInt32}
) ORDER BY step, ver`;

/** `time, row, writer, ver` of one step, what was logged last first. */
export const mediaAt = (
  parts: number,
  shown = HistoryView.none,
): string => `SELECT toUnixTimestamp64Milli(ts) AS time, row, toString(writer) AS writer, ver
${candidates(parts, shown)} AND step = {step:Int64}
ORDER BY ver DESC LIMIT 100`;
