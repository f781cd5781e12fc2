import { Injectable } from '@nestjs/common';
import { ClickHouse } from '@runstead/clickhouse';
import { decodeChunk, type StreamChunkType, type Topic } from '@runstead/run-domain';
import type { RunChange } from '../change-feed';
import { decodeEach, type DeadLetter } from '../dead-letters/dead-letter';
import { SinkProjector, type Linger, type ProjectionBatch, type ProjectionOutcome } from '../projector';
import { CUT_COLUMNS, cutRows } from './cut-rows';
import { CONSOLE_COLUMNS, consoleRows } from './console-rows';
import { LineWriter, type PlacedRecord } from './line-writer';
import { SinkCheckpoint } from './sink-checkpoint';
import { TurnTaker } from './turn-taker';

const KINDS = { HistoryAppended: 'history', SystemMetricsAppended: 'system', OutputAppended: 'console' } as const;

/** Lines of runs into ClickHouse: many chunks become one text body and one insert a table. */
@Injectable()
export class MetricsProjector extends SinkProjector {
  readonly id = 'metrics';
  readonly topics: readonly Topic[] = ['run-streams'];
  /** 12 MiB of lines are 200,000 to 400,000 points. */
  override readonly limits = { maxRecords: 10_000, maxBytes: 16 * 1024 * 1024 };
  /** Each batch makes parts that must be merged: at 667 small posts a second, three a second cost 2.6 times the CPU of one (measured). */
  override readonly linger: Linger = { milliseconds: 800, belowBytes: 4 * 1024 * 1024 };

  private readonly history: LineWriter;
  private readonly system: LineWriter;

  constructor(
    private readonly clickHouse: ClickHouse,
    private readonly checkpoint: SinkCheckpoint,
  ) {
    super();
    this.history = new LineWriter(clickHouse, 'history');
    this.system = new LineWriter(clickHouse, 'system');
  }

  async write(batch: ProjectionBatch): Promise<ProjectionOutcome> {
    const { decoded, deadLetters } = decodeEach(batch.records, decodeChunk);
    const placed = decoded.map(({ record, value }) => ({ record, chunk: value, partition: record.partition, offset: record.offset }));
    const chunks = placed.filter(({ chunk }) => chunk.lineCount > 0);
    const dead: DeadLetter[] = [...deadLetters];
    dead.push(...(await this.history.write(ofType(chunks, 'HistoryAppended'))));
    dead.push(...(await this.system.write(ofType(chunks, 'SystemMetricsAppended'))));
    await this.writeConsole(ofType(chunks, 'OutputAppended'));
    await this.clickHouse.insertTsv('run_cuts', CUT_COLUMNS, Buffer.from(cutRows(placed)));
    // A crash before this row costs one repeated batch after the next start.
    await this.checkpoint.written(this.id, batch);
    return { changes: changesOf(placed), deadLetters: dead };
  }

  private async writeConsole(chunks: readonly PlacedRecord[]): Promise<void> {
    const turn = new TurnTaker();
    const bodies: Buffer[] = [];
    for (const placed of chunks) {
      bodies.push(Buffer.from(consoleRows(placed)));
      await turn.giveTurn();
    }
    await this.clickHouse.insertTsv('incoming_console', CONSOLE_COLUMNS, Buffer.concat(bodies));
  }
}

function ofType(chunks: readonly PlacedRecord[], type: StreamChunkType): PlacedRecord[] {
  return chunks.filter(({ chunk }) => chunk.type === type);
}

/** One change a run and kind, with the end of its newest chunk. */
function changesOf(chunks: readonly PlacedRecord[]): RunChange[] {
  const changes = new Map<string, RunChange>();
  for (const { chunk } of chunks) {
    if (chunk.type === 'SummaryChanged') continue;
    const kind = KINDS[chunk.type];
    const id = `${kind}/${chunk.runId}`;
    const lines = Math.max(changes.get(id)?.lines ?? 0, chunk.firstLine + chunk.lineCount);
    changes.set(id, { kind, projectId: chunk.projectId, runId: chunk.runId, lines });
  }
  return [...changes.values()];
}
