const TABLES = { history: 'history_rows', system: 'system_rows' } as const;
export type RowSource = keyof typeof TABLES;

const OF_RUN = 'project_id = {project:UInt64} AND run_id = {run:UInt64}';

/**
 * At most `{samples}` rows by step, evenly spaced, the first and the last among them. Lines are chosen on narrow columns;
 * only those are read whole. The newest version of a line counts, and of several lines of a step (a run id that was used
 * again) the last one. In a bounded window only lines with a version in it are compared, with all their versions.
 * `mentions` is the number of texts that a row must hold; which key they belong to is looked at later. `visible` leaves out
 * what rewinds have hidden (`RowCuts.and('newest')`).
 */
export function sampledRows(source: RowSource, mentions: number, bounded: boolean, visible = ''): string {
  const table = TABLES[source];
  const wanted = Array.from({ length: mentions }, (_, index) => `position(row, {mention${index}:String}) > 0`).join(' AND ') || '1';
  const window = 'step >= {from:Int64} AND step <= {to:Int64}';
  const near = bounded ? ` AND (writer, line) IN (SELECT writer, line FROM ${table} WHERE ${OF_RUN} AND ${window})` : '';
  return `SELECT step, row FROM ${table}
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
export function stepBounds(visible = ''): string {
  return `SELECT min(step) AS first, max(step) AS last, uniqExact(writer, line) AS lines FROM history_rows WHERE ${OF_RUN}${visible}`;
}

/** Keys with their kind, and for numbers the value at the highest step and at how many steps there is one. */
export function lastValues(visible = ''): string {
  const keys = `SELECT key, min(kind) AS kind FROM metric_keys WHERE ${OF_RUN} AND source = 'history' GROUP BY key`;
  return `SELECT k.key AS key, k.kind AS kind, toString(p.last) AS last, p.points AS points
FROM (SELECT key, kind, sipHash64({project:UInt64}, key) AS key_id FROM (${keys})) AS k
LEFT JOIN (
  SELECT key_id, argMax(value, (step, ord)) AS last, uniqExact(step) AS points FROM points
  WHERE ${OF_RUN}${visible} AND key_id IN (SELECT sipHash64({project:UInt64}, key) FROM (${keys}))
  GROUP BY key_id
) AS p ON p.key_id = k.key_id
ORDER BY key`;
}
