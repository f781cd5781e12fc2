import { escapeTsv } from '@runstead/clickhouse';
import { chunkLines, prepareHistoryLine, prepareRowOnly, storedLine, type PreparedLine, type StreamChunk } from '@runstead/run-domain';

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

/** The lines of a chunk that is not `isPlain`, each made fit for the engine. */
export function lineRows(placed: PlacedChunk): LineRows {
  const { chunk } = placed;
  const dead: DeadLine[] = [];
  let body = '';
  chunkLines(chunk).forEach((text, place) => {
    const prepared = preparedLine(chunk, text);
    if (prepared.kind === 'unreadable') dead.push({ place, text, reason: prepared.reason });
    else body += lineRow(placed, place, text, prepared.fixed);
  });
  return { body, dead };
}

/** What the engine is to read of a line of the chunk. */
export function preparedLine({ rowsOnly }: StreamChunk, text: string): PreparedLine {
  return rowsOnly === undefined ? prepareHistoryLine(text) : prepareRowOnly(text);
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
