import { ClickHouse, RowBinaryWriter } from '@runstead/clickhouse';
import { chunkLines } from '@runstead/run-domain';
import type { StoredRecord } from '@runstead/event-log';
import { DeadLetter } from '../dead-letters/dead-letter';
import { CHUNK_COLUMNS, isPlain, writeChunk } from './chunk-rows';
import { LINE_COLUMNS, lineRow, lineRows, preparedLine, type PlacedChunk } from './line-rows';
import { TurnTaker } from './turn-taker';

export interface PlacedRecord extends PlacedChunk {
  readonly record: StoredRecord;
}

/** `ord` of a row is the record's offset times this, plus the line's place in it (migration 0001). */
const PLACES = 2 ** 20;

/** Writes the lines of history or system chunks; answers what cannot be read as a JSON object, line by line. */
export class LineWriter {
  constructor(
    private readonly clickHouse: ClickHouse,
    private readonly source: 'history' | 'system',
  ) {}

  /** Durable on return. `chunks` are of one partition, ascending; writing them again changes nothing. */
  async write(chunks: readonly PlacedRecord[]): Promise<DeadLetter[]> {
    if (chunks.length === 0) return [];
    const dead: DeadLetter[] = [];
    const turn = new TurnTaker();
    const plain = new RowBinaryWriter();
    const prepared: Buffer[] = [];
    for (const placed of chunks) {
      if (isPlain(placed)) writeChunk(plain, placed);
      else {
        const rows = lineRows(placed);
        prepared.push(Buffer.from(rows.body));
        for (const { place, text, reason } of rows.dead) dead.push(deadLine(placed, place, text, reason));
      }
      await turn.giveTurn();
    }
    await this.clickHouse.insertRowBinary(`incoming_${this.source}_chunks`, CHUNK_COLUMNS, plain.take());
    await this.insert(Buffer.concat(prepared));
    return [...dead, ...(await this.secondChance(chunks))];
  }

  /** What the engine could not read goes through the tolerant parser once; what is still not readable is dead. */
  private async secondChance(chunks: readonly PlacedRecord[]): Promise<DeadLetter[]> {
    const refused = await this.refused(chunks);
    if (refused.length === 0) return [];
    const lines = refused.map(({ placed, place }) => {
      const text = chunkLines(placed.chunk)[place] ?? '';
      return { placed, place, text, prepared: preparedLine(placed.chunk, text) };
    });
    const hopeful = lines.flatMap(({ placed, place, text, prepared }) =>
      prepared.kind === 'ok' && prepared.fixed !== null ? [lineRow(placed, place, text, prepared.fixed)] : [],
    );
    await this.insert(Buffer.from(hopeful.join('')));
    const stored = await this.stored(refused);
    return lines
      .filter(({ placed, place }) => !stored.has(ordOf(placed, place)))
      .map(({ placed, place, text, prepared }) =>
        deadLine(placed, place, text, prepared.kind === 'unreadable' ? prepared.reason : 'not a JSON object'),
      );
  }

  private insert(body: Buffer): Promise<void> {
    return this.clickHouse.insertTsv(`incoming_${this.source}`, LINE_COLUMNS, body);
  }

  private async refused(chunks: readonly PlacedRecord[]): Promise<{ placed: PlacedRecord; place: number }[]> {
    const byOffset = new Map(chunks.map((placed) => [placed.offset, placed]));
    const [first, last] = [chunks[0]!, chunks[chunks.length - 1]!];
    const rows = await this.clickHouse.query<{ record: string; place: number }>(
      `SELECT DISTINCT bitShiftRight(ord, 20) AS record, toUInt32(bitAnd(ord, 1048575)) AS place FROM unreadable_lines
       WHERE source = {source:String} AND partition = {partition:UInt32} AND ord >= {from:UInt64} AND ord < {to:UInt64}
       ORDER BY record, place`,
      { source: this.source, partition: first.partition, from: ordOf(first, 0), to: ordOf(last, PLACES) },
    );
    return rows.flatMap(({ record, place }) => {
      const placed = byOffset.get(Number(record));
      return placed && place < placed.chunk.lineCount ? [{ placed, place }] : [];
    });
  }

  /** Of the lines that were refused once, those that a table holds by now. */
  private async stored(lines: readonly { placed: PlacedRecord; place: number }[]): Promise<Set<string>> {
    const rows = await this.clickHouse.query<{ ver: string }>(
      `SELECT ver FROM ${this.source}_rows WHERE run_id IN {runs:Array(UInt64)} AND ver IN {places:Array(UInt64)}`,
      {
        runs: [...new Set(lines.map(({ placed }) => placed.chunk.runId))],
        places: lines.map(({ placed, place }) => ordOf(placed, place)),
      },
    );
    return new Set(rows.map(({ ver }) => ver));
  }
}

/** Offsets stay below 2^44 and the sum below 2^64, beyond what a number holds exactly. */
function ordOf({ offset }: PlacedRecord, place: number): string {
  return (BigInt(offset) * BigInt(PLACES) + BigInt(place)).toString();
}

function deadLine({ record, chunk }: PlacedRecord, place: number, text: string, reason: string): DeadLetter {
  return new DeadLetter(record, reason, { line: chunk.firstLine + place, bytes: Buffer.from(text) });
}
