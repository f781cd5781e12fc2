import { LINES_PER_GENERATION } from '@runstead/run-domain';

const OF_RUN = 'project_id = {project:UInt64} AND run_id = {run:UInt64}';
const COLUMNS = 'number, micros, stream, label, text';
/** True when line numbers count all lines: one writer, never rewound. */
const ONE_COUNT = `uniqExact(writer) <= 1 AND max(line) < ${LINES_PER_GENERATION}`;

/**
 * Numbered lines. One writer's lines have their own numbers, so that a page reads only itself. Several writers each begin at
 * 0, and so does a run after a rewind (its lines then carry a generation): those are put in order of time, then counted. Both
 * parts of the union are planned; the condition leaves one of them empty before it reads anything.
 */
function numbered(page: string): string {
  const newest = (condition: string): string => `SELECT writer, line, ts, stream, label, text FROM console_lines
    WHERE ${OF_RUN}${condition} ORDER BY writer, line, ver DESC LIMIT 1 BY writer, line`;
  const columns = 'toUnixTimestamp64Micro(ts) AS micros, toUInt8(stream) AS stream, toString(label) AS label, text';
  const plain = `(SELECT ${ONE_COUNT} FROM console_lines WHERE ${OF_RUN})`;
  return `SELECT line + 1 AS number, ${columns} FROM (${newest(page)}) WHERE ${plain} = 1
  UNION ALL
  SELECT row_number() OVER (ORDER BY ts, line, writer) AS number, ${columns} FROM (${newest(` AND ${plain} = 0`)})`;
}

/** Lines numbered `{from}` to before `{to}`. */
export function consoleLines(): string {
  const page = ' AND line + 1 >= {from:UInt64} AND line + 1 < {to:UInt64}';
  return `SELECT ${COLUMNS} FROM (${numbered(page)}) WHERE number >= {from:UInt64} AND number < {to:UInt64} ORDER BY number`;
}

/** `{limit}` lines from number `{from}` on that hold or match `{text}`. */
export function consoleFind({ regex }: { readonly regex: boolean }): string {
  const matches = regex ? 'match(text, {text:String})' : 'position(text, {text:String}) > 0';
  return `SELECT ${COLUMNS} FROM (${numbered(' AND line + 1 >= {from:UInt64}')})
WHERE number >= {from:UInt64} AND ${matches} ORDER BY number LIMIT {limit:UInt32}`;
}

/** The first line from number `{from}` on, 0 for none: what lies behind a gap. Only where lines have their own numbers there are gaps. */
export function consoleAfterGap(): string {
  return `SELECT min(line) + (count() > 0) AS number FROM console_lines WHERE ${OF_RUN} AND line + 1 >= {from:UInt64}`;
}

/** The number of the last line. */
export function consoleTotal(): string {
  return `SELECT if(${ONE_COUNT}, max(line) + (count() > 0), uniqExact(writer, line)) AS total FROM console_lines WHERE ${OF_RUN}`;
}
