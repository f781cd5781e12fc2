import { hash } from 'node:crypto';
import type { EventLog, StoredRecord } from '@runstead/event-log';
import { chunkLines, decodeChunk, parseConsoleLine, storedLine, type StreamChunk } from '@runstead/run-domain';
import { TurnTaker } from '../metrics/turn-taker';

/** What the engine calls a kind of lines, and the text of a row that is compared. */
export const LINE_TABLES = {
  HistoryAppended: { table: 'history_rows', text: 'row' },
  SystemMetricsAppended: { table: 'system_rows', text: 'row' },
  OutputAppended: { table: 'console_lines', text: `concat(toString(stream), ' ', label, ' ', text)` },
} as const;

/** Lines of a stream, by their number: 48 bits of a digest of place and content, of the one that was logged last. */
export type StreamLines = ReadonlyMap<number, number>;

export interface LedgerLimits {
  /** Exclusive, by partition. */
  readonly ends: readonly number[];
  /** Of which runs. */
  readonly wants: (runId: string) => boolean;
  /** Ids of letters: lines and records that are known to be unusable. */
  readonly dead: ReadonlySet<string>;
}

export interface LineLedger {
  /** `table/run/writer` -> its lines. */
  readonly streams: ReadonlyMap<string, StreamLines>;
  /** Records that nothing can read and no letter tells of, as `topic/partition/offset`. */
  readonly unreadable: readonly string[];
  readonly records: number;
}

/**
 * What the log says that is to be stored, read from the log alone: none of the code that projects lines takes part, but the
 * parser of console lines.
 */
export async function readLedger(log: EventLog, { ends, wants, dead }: LedgerLimits): Promise<LineLedger> {
  const streams = new Map<string, Map<number, number>>();
  const unreadable: string[] = [];
  let records = 0;
  for (const [partition, end] of ends.entries()) {
    const turn = new TurnTaker();
    for (let at = 0; at < end;) {
      const batch = await log.read('run-streams', partition, at, { maxRecords: Math.min(5_000, end - at), maxBytes: 16 * 1024 ** 2 });
      if (batch.length === 0) break;
      for (const record of batch) {
        note(record);
        await turn.giveTurn();
      }
      records += batch.length;
      at += batch.length;
    }
  }
  return { streams, unreadable, records };

  function note(record: StoredRecord): void {
    const id = `run-streams/${record.partition}/${record.offset}`;
    if (!wants(record.key) || dead.has(`${id}/`)) return;
    const chunk = decoded(record);
    if (chunk === null) unreadable.push(id);
    else if (chunk.type !== 'SummaryChanged' && chunk.lineCount > 0) noteLines(chunk, record.offset, id, dead, streams);
  }
}

function noteLines(
  chunk: StreamChunk,
  offset: number,
  id: string,
  dead: ReadonlySet<string>,
  streams: Map<string, Map<number, number>>,
): void {
  if (chunk.type === 'SummaryChanged') return;
  const key = `${LINE_TABLES[chunk.type].table}/${chunk.runId}/${chunk.writer}`;
  const lines = streams.get(key) ?? new Map<number, number>();
  streams.set(key, lines);
  const first = storedLine(chunk.generation, chunk.firstLine);
  chunkLines(chunk).forEach((text, place) => {
    if (dead.has(`${id}/${chunk.firstLine + place}`)) return;
    lines.set(first + place, digest(first + place, offset, place, chunk.type === 'OutputAppended' ? consoleText(text) : text));
  });
}

function consoleText(line: string): string {
  const { stream, label, text } = parseConsoleLine(line);
  return `${stream} ${label} ${text}`;
}

/** The same number as `DIGEST_SQL` gives. Not a matter of security: content that was changed by accident is to be seen. */
function digest(line: number, offset: number, place: number, text: string): number {
  return hash('md5', `${line}:${offset}:${place}:${text}`, 'buffer').readUIntLE(0, 6);
}

/** Of a row of `history_rows` and the like; `text`: the expression of `LINE_TABLES`. */
export function digestSql(text: string): string {
  const told = `concat(toString(line), ':', toString(bitShiftRight(ver, 20)), ':', toString(bitAnd(ver, 1048575)), ':', ${text})`;
  return `reinterpretAsUInt64(substring(MD5(${told}), 1, 6))`;
}

function decoded(record: StoredRecord): StreamChunk | null {
  try {
    return decodeChunk(record);
  } catch {
    return null;
  }
}
