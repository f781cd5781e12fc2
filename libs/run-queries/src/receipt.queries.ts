import { Injectable } from '@nestjs/common';
import { EventLog } from '@runstead/event-log';
import { SqlPool } from '@runstead/postgres';
import { Clock, type Topic } from '@runstead/run-domain';
import type { Receipt } from '@runstead/ui-contract';
import { type StoredLines, StoredLinesQueries } from './stored-lines.queries';

type ReceiptFile = Receipt['files'][number];

/** Projections that the figures are read from, and the topic they follow. */
const FOLLOWED: readonly { readonly projection: string; readonly topic: Topic }[] = [
  { projection: 'streams', topic: 'run-streams' },
  { projection: 'metrics', topic: 'run-streams' },
];

/** The receipt of a run: what was received, by the counters of the log, against what is stored, counted in ClickHouse. */
@Injectable()
export class ReceiptQueries {
  constructor(
    private readonly pool: SqlPool,
    private readonly log: EventLog,
    private readonly stored: StoredLinesQueries,
    private readonly clock: Clock,
  ) {}

  async receipt(projectId: string, runId: string): Promise<Receipt> {
    const asOf = this.clock.now();
    // The end is read before the checkpoints: lines that arrive between the two cannot make a late receipt look complete.
    const complete = await this.caughtUp();
    const [streams, stored] = await Promise.all([this.streams(runId), this.stored.ofRun(projectId, runId)]);
    const summaryStored = await this.hasSummary(runId);
    const files = streams.map((stream) => toFile(stream, stored, summaryStored));
    const sum = (pick: (file: ReceiptFile) => number): number => files.reduce((total, file) => total + pick(file), 0);
    return {
      files,
      totals: {
        linesReceived: sum((file) => file.linesReceived),
        linesStored: sum((file) => file.linesStored),
        linesRepeated: sum((file) => file.linesRepeated),
        linesRewritten: sum((file) => file.linesRewritten),
        gaps: sum((file) => file.gaps),
        deadLetters: sum((file) => file.deadLetters),
        deadLettersRepaired: sum((file) => file.deadLettersRepaired),
        rowsOnly: sum((file) => file.rowsOnly),
      },
      complete,
      asOf,
    };
  }

  /** True when every followed projection holds all that the log had when it was asked. */
  private async caughtUp(): Promise<boolean> {
    const ends = new Map<Topic, number[]>();
    for (const { topic } of FOLLOWED) {
      const partitions = await this.log.partitions(topic);
      ends.set(topic, await Promise.all(Array.from({ length: partitions }, (_, partition) => this.log.endOffset(topic, partition))));
    }
    const checkpoints = await this.pool.db.selectFrom('projection_checkpoint').selectAll().execute();
    return FOLLOWED.every(({ projection, topic }) =>
      (ends.get(topic) ?? []).every((end, partition) => {
        const reached = checkpoints.find((row) => row.projection === projection && row.topic === topic && row.partition === partition);
        return (reached?.next_offset ?? 0) >= end;
      }),
    );
  }

  private streams(runId: string) {
    return this.pool.db.selectFrom('run_streams').selectAll().where('run_id', '=', runId).orderBy('file').orderBy('writer').execute();
  }

  private async hasSummary(runId: string): Promise<boolean> {
    const row = await this.pool.db.selectFrom('run_summaries').select('run_id').where('run_id', '=', runId).executeTakeFirst();
    return row !== undefined;
  }
}

type StreamRow = Awaited<ReturnType<ReceiptQueries['streams']>>[number];

/** A summary is folded: each line replaces the one before, so all its lines are stored as soon as the row is there. */
function toFile(stream: StreamRow, stored: readonly StoredLines[], summaryStored: boolean): ReceiptFile {
  const counted = stored.find(({ file, writer }) => file === stream.file && writer === stream.writer);
  const folded = stream.file === 'wandb-summary.json' && summaryStored;
  return {
    file: stream.file,
    writer: stream.writer,
    linesReceived: stream.lines_received,
    linesStored: folded ? stream.lines_logged : (counted?.lines ?? 0),
    linesRepeated: stream.lines_repeated,
    linesRewritten: stream.lines_rewritten,
    gaps: stream.lines_skipped,
    deadLetters: stream.dead_letters,
    deadLettersRepaired: stream.dead_letters_repaired,
    rowsOnly: stream.lines_rows_only,
    bytesReceived: stream.bytes_logged,
    bytesStored: folded ? stream.bytes_logged : (counted?.bytes ?? 0),
    firstAt: stream.first_at.getTime(),
    lastAt: stream.last_at.getTime(),
  };
}
