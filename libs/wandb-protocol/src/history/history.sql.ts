import { HistoryView } from '@runstead/clickhouse';

export type RowSource = 'history' | 'system';

const OF_RUN = 'project_id = {project:UInt64} AND run_id = {run:UInt64}';

/**
 * At most `{samples}` rows by step, evenly spaced, the first and the last among them. Lines are chosen on narrow columns;
 * only those are read whole. The newest version of a line counts, and of several lines of a step (a run id that was used
 * again) the last one. In a bounded window only lines with a version in it are compared, with all their versions.
 * `mentions` is the number of lists of texts, of each of which a row must hold one; which key they belong to is looked at
 * later. `shown` leaves out what rewinds and edits have hidden.
 */
export function sampledRows(source: RowSource, mentions: number, bounded: boolean, shown = HistoryView.none): string {
  const table = source === 'system' ? 'system_rows' : shown.rows;
  const visible = shown.cuts.and('newest');
  const mentioned = (index: number): string => `multiSearchAny(row, {mention${index}:Array(String)})`;
  const wanted = Array.from({ length: mentions }, (_, index) => mentioned(index)).join(' AND ') || '1';
  const window = 'step >= {from:Int64} AND step <= {to:Int64}';
  const near = bounded ? ` AND (writer, line) IN (SELECT writer, line FROM ${table} WHERE ${OF_RUN} AND ${window})` : '';
  return `SELECT step, row, toString(writer) AS by, toString(ver) AS place FROM ${table}
WHERE ${OF_RUN} AND (writer, line) IN (
  SELECT writer, line FROM (
    SELECT writer, line, count() OVER () AS total, row_number() OVER (ORDER BY step, line, writer) AS place FROM (
      SELECT writer, line, step FROM (
        SELECT run_id, writer, line, argMax(step, ver) AS step, argMax(${wanted}, ver) AS wanted, max(ver) AS newest
        FROM ${table} WHERE ${OF_RUN}${near} GROUP BY run_id, writer, line
      )
      WHERE wanted AND ${window}${visible}
      ORDER BY line DESC LIMIT 1 BY writer, step
    )
  )
  WHERE total <= {samples:UInt64} OR place = 1 OR place = total
    OR intDiv(place * ({samples:UInt64} - 1), total) != intDiv((place - 1) * ({samples:UInt64} - 1), total)
)
ORDER BY step, line, writer, ver DESC LIMIT 1 BY line, writer`;
}

/** The lowest and the highest step, and how many lines there are. */
export function stepBounds(shown = HistoryView.none): string {
  return `SELECT min(step) AS first, max(step) AS last, uniqExact(writer, line) AS lines FROM ${shown.rows} WHERE ${OF_RUN}${shown.cuts.and('ver')}`;
}

/** Keys with their kind, and for numbers the value at the highest step and at how many steps there is one. */
export function lastValues(shown = HistoryView.none): string {
  const keys = `SELECT key, min(kind) AS kind FROM ${shown.keys} WHERE ${OF_RUN} AND source = 'history' GROUP BY key`;
  return `SELECT k.key AS key, k.kind AS kind, toString(p.last) AS last, p.points AS points
FROM (SELECT key, kind, sipHash64({project:UInt64}, key) AS key_id FROM (${keys})) AS k
LEFT JOIN (
  SELECT key_id, argMax(value, (step, ord)) AS last, uniqExact(step) AS points
  ${shown.points(`SELECT sipHash64({project:UInt64}, key) FROM (${keys})`, ['run_id = {run:UInt64}'])}
  GROUP BY key_id
) AS p ON p.key_id = k.key_id
ORDER BY key`;
}
