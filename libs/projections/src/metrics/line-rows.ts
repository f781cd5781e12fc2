import { escapeTsv } from '@runstead/clickhouse';
import { chunkLines, prepareHistoryLine, storedLine, type StreamChunk } from '@runstead/run-domain';

/** A chunk and the place of its record in the log. */
export interface PlacedChunk {
  readonly chunk: StreamChunk;
  readonly partition: number;
  readonly offset: number;
}

export interface DeadLine {
  /** Place in the chunk, from 0. */
  readonly place: number;
  readonly text: string;
  readonly reason: string;
}

export interface LineRows {
  /** Rows of `incoming_history` and `incoming_system`, each with its line feed. */
  readonly body: string;
  readonly dead: readonly DeadLine[];
}

/** Of `incoming_history` and `incoming_system`, in the order that the rows below have. */
export const LINE_COLUMNS = [
  'project_id',
  'run_id',
  'writer',
  'partition',
  'record',
  'time',
  'step_base',
  'line',
  'place',
  'row',
  'fixed',
] as const;

/**
 * What may make one line of a chunk unfit for the engine (`prepareHistoryLine`), seen over the whole chunk at once: bare NaN
 * and infinities, long integers, large exponents, half surrogate pairs, and a `{` that does not begin its line. Almost
 * no chunk has any of it, and then none of its lines is looked at alone.
 */
const TROUBLE = /NaN|Infinity|\d{20}|-\d{19}|[eE][+-]?\d{3}|\\u[dD][89abAB]|[^\n]\{/;
const SPECIAL = /[\\\t\r\0]/;

/** The lines of a history or system chunk as text; nothing is parsed here. */
export function lineRows(placed: PlacedChunk): LineRows {
  const { chunk } = placed;
  const text = chunk.encoding === 'lines' ? chunk.value.toString('utf8') : '';
  if (chunk.encoding === 'json' || TROUBLE.test(text)) return preparedRows(placed);
  const lines = (SPECIAL.test(text) ? text.replace(/[^\n]*/g, escapeTsv) : text).split('\n');
  const head = rowHead(placed);
  const first = storedLine(chunk.generation, chunk.firstLine);
  let body = '';
  for (let place = 0; place < lines.length; place += 1) body += `${head}${first + place}\t${place}\t${lines[place]}\t\n`;
  return { body, dead: [] };
}

/** The slow way, line by line. */
function preparedRows(placed: PlacedChunk): LineRows {
  const { chunk } = placed;
  const dead: DeadLine[] = [];
  let body = '';
  chunkLines(chunk).forEach((text, place) => {
    const prepared = prepareHistoryLine(text);
    if (prepared.kind === 'unreadable') dead.push({ place, text, reason: prepared.reason });
    else body += lineRow(placed, place, text, prepared.fixed);
  });
  return { body, dead };
}

/** One row; `fixed` is what the engine is to read instead of the line. */
export function lineRow(placed: PlacedChunk, place: number, text: string, fixed: string | null): string {
  const line = storedLine(placed.chunk.generation, placed.chunk.firstLine) + place;
  return `${rowHead(placed)}${line}\t${place}\t${escapeTsv(text)}\t${fixed === null ? '' : escapeTsv(fixed)}\n`;
}

function rowHead({ chunk, partition, offset }: PlacedChunk): string {
  const stepBase = chunk.firstStep ?? storedLine(chunk.generation, chunk.firstLine);
  return `${escapeTsv(chunk.projectId)}\t${escapeTsv(chunk.runId)}\t${escapeTsv(chunk.writer)}\t${partition}\t${offset}\t${chunk.time}\t${stepBase}\t`;
}
