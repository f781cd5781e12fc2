import type { Database } from '@runstead/postgres';
import { chunkLines, fileOfChunk, LineRanges, type StreamChunk } from '@runstead/run-domain';
import type { Selectable } from 'kysely';

/** A row of `run_streams` but the counts of dead letters, which another projector keeps. */
export type StreamRow = Omit<Selectable<Database['run_streams']>, 'dead_letters' | 'dead_letters_repaired'>;

export function streamKey(row: Pick<StreamRow, 'run_id' | 'writer' | 'file'>): string {
  return `${row.run_id}/${row.file}/${row.writer}`;
}

/** The row that a stream has before its first chunk. */
export function emptyStream(chunk: StreamChunk): StreamRow {
  const time = new Date(chunk.time);
  return {
    run_id: chunk.runId,
    writer: chunk.writer,
    file: fileOfChunk(chunk.type),
    generation: 0,
    next_line: 0,
    next_step: 0,
    lines_received: 0,
    lines_logged: 0,
    lines_repeated: 0,
    lines_rewritten: 0,
    lines_skipped: 0,
    bytes_logged: 0,
    lines_rows_only: 0,
    open_gaps: '[]',
    last_line: null,
    first_at: time,
    last_at: time,
  };
}

/** The row after one more chunk of its stream, in the order of the log. */
export function foldChunk(row: StreamRow, chunk: StreamChunk): StreamRow {
  const rewound = chunk.generation > row.generation;
  const end = chunk.firstLine + chunk.lineCount;
  const furthest = chunk.lineCount > 0 && (rewound || (chunk.generation === row.generation && end >= row.next_line));
  return {
    ...row,
    generation: Math.max(row.generation, chunk.generation),
    // Lines before the rewind are held under their old generation; the client goes on at the line it was sent back to.
    next_line: rewound ? end : furthest ? end : row.next_line,
    next_step: chunk.firstStep === undefined ? row.next_step : Math.max(row.next_step, chunk.firstStep + chunk.lineCount),
    last_line: chunk.rewoundTo !== undefined ? tailAfterRewind(chunk) : furthest ? lastLine(chunk) : row.last_line,
    lines_received: row.lines_received + chunk.lineCount + chunk.repeated,
    lines_logged: row.lines_logged + chunk.lineCount,
    lines_repeated: row.lines_repeated + chunk.repeated,
    lines_rewritten: row.lines_rewritten + chunk.rewritten,
    lines_skipped: row.lines_skipped + chunk.gap,
    lines_rows_only: row.lines_rows_only + (chunk.rowsOnly === undefined ? 0 : chunk.lineCount),
    open_gaps: gapsAfter(row, chunk),
    bytes_logged: row.bytes_logged + (chunk.lineCount === 0 ? 0 : chunk.value.length),
    first_at: chunk.time < row.first_at.getTime() ? new Date(chunk.time) : row.first_at,
    last_at: chunk.time > row.last_at.getTime() ? new Date(chunk.time) : row.last_at,
  };
}

/** A rewind forgets them: what comes after it has numbers of another generation. */
function gapsAfter(row: StreamRow, { generation, firstLine, lineCount, gap }: StreamChunk): string {
  const before = generation > row.generation ? '[]' : row.open_gaps;
  if (generation < row.generation || (gap === 0 && before === '[]')) return before;
  return LineRanges.fromText(before)
    .without(firstLine, firstLine + lineCount)
    .with(firstLine - gap, firstLine)
    .toText();
}

/** The newest row that stays; null when none does. */
function tailAfterRewind(chunk: StreamChunk): string | null {
  return chunk.value.length === 0 ? null : chunk.value.toString('utf8');
}

/** Kept for `historyTail` and `eventsTail` only (protocol 5.2). */
function lastLine(chunk: StreamChunk): string | null {
  if (chunk.type !== 'HistoryAppended' && chunk.type !== 'SystemMetricsAppended') return null;
  if (chunk.encoding === 'json') return chunkLines(chunk).at(-1) ?? null;
  // Only the last line becomes a string, not the whole chunk.
  return chunk.value.subarray(chunk.value.lastIndexOf(0x0a) + 1).toString('utf8');
}
