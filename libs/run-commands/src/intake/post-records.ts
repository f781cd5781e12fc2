import type { LogRecord } from '@runstead/event-log';
import { type Ids, STREAM_FILES, type StreamChunk, type StreamFile, encodeChunk, encodeLines } from '@runstead/run-domain';
import type { RunRef } from '../run-ref';
import type { Piece, Sifted } from './sift-lines';
import { MAX_LINE_BYTES, isOversized, isWide, splitPiece, splitWide } from './split-piece';
import type { StreamState } from './stream-state';

/** What all chunks of a post share. */
export interface ChunkOrigin {
  readonly run: Pick<RunRef, 'runId' | 'projectId'>;
  readonly writer: string;
  readonly time: number;
  readonly actor: string;
  readonly traceparent?: string | undefined;
  readonly ids: Ids;
  /** Gives away the next steps, for rows that bring none; absent when they are numbered by their lines. */
  readonly steps?: (count: number) => number;
  /** The run has logged so many keys that its rows are kept as rows only. */
  readonly keysExceeded?: boolean;
  /** Of rows that an edit has made. */
  readonly editId?: string;
}

export interface PostRecords {
  /** For topic `run-streams`. */
  readonly chunks: readonly LogRecord[];
  /** For topic `dead-letters`: lines too long to be logged. */
  readonly refused: readonly LogRecord[];
}

/**
 * The records of one file of a post. What was cut off is counted on the first; when all of it was, one record
 * without lines carries the count, so that the receipt is a function of the log.
 */
export function postRecords(file: StreamFile, sifted: Sifted, state: StreamState, origin: ChunkOrigin): PostRecords {
  const parts = sifted.pieces.flatMap((piece) => (hasKeys(file) ? splitWide(piece) : [piece])).flatMap(splitPiece);
  const taken = parts.filter((part) => !isOversized(part));
  if (taken.length === 0 && sifted.repeated > 0) taken.push({ firstLine: state.next, lines: [], hashes: [], rewritten: [], gap: 0 });
  return {
    chunks: taken.map((part, index) => encodeChunk(chunk(file, part, index === 0 ? sifted.repeated : 0, state, origin))),
    refused: parts.filter(isOversized).map((part) => deadLetter(chunk(file, part, 0, state, origin))),
  };
}

function hasKeys(file: StreamFile): boolean {
  return file === 'wandb-history.jsonl' || file === 'wandb-events.jsonl';
}

function rowsOnly(file: StreamFile, { lines }: Piece, { keysExceeded }: ChunkOrigin): Pick<StreamChunk, 'rowsOnly'> {
  if (!hasKeys(file) || lines.length === 0) return {};
  if (lines.length === 1 && isWide(lines[0]!)) return { rowsOnly: 'row' };
  return keysExceeded ? { rowsOnly: 'run' } : {};
}

function chunk(file: StreamFile, part: Piece, repeated: number, state: StreamState, origin: ChunkOrigin): StreamChunk {
  const { run, writer, time, actor, traceparent, ids, steps, editId } = origin;
  return {
    id: ids.eventId(),
    type: STREAM_FILES[file],
    time,
    actor,
    runId: run.runId,
    projectId: run.projectId,
    writer,
    firstLine: part.firstLine,
    repeated,
    rewritten: part.rewritten.filter(Boolean).length,
    gap: part.gap,
    generation: state.generation,
    ...(editId === undefined ? {} : { editId }),
    ...(traceparent === undefined ? {} : { traceparent }),
    ...(steps === undefined ? {} : { firstStep: steps(part.lines.length) }),
    ...rowsOnly(file, part, origin),
    ...encodeLines(part.lines),
  };
}

/** In the form of `DeadLetter`. It was never in the log: topic and offset name the post and its time instead. */
function deadLetter(refused: StreamChunk): LogRecord {
  const { key, headers, value } = encodeChunk(refused);
  const reason = `line of ${value.length} bytes is longer than ${MAX_LINE_BYTES}`;
  const origin = { topic: 'file_stream', partition: '0', offset: String(refused.time), line: String(refused.firstLine) };
  return { key, headers: { ...headers, ...origin, reason }, value };
}
