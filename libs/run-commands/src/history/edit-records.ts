import { Injectable } from '@nestjs/common';
import { EventLog, type LogPosition } from '@runstead/event-log';
import { ProjectionProgress } from '@runstead/projections';
import { Clock, Ids, STREAM_FILES, encodeChunk, type Run } from '@runstead/run-domain';
import { postRecords } from '../intake/post-records';
import { StreamState } from '../intake/stream-state';
import type { Cause } from '../run-changes';
import type { HistoryRow } from '../stored-history';
import { StreamWatermarks } from '../stream-watermarks';

const HISTORY = 'wandb-history.jsonl';
/** Rows of one append. */
const ROWS_AT_ONCE = 10_000;
const PATIENCE_MS = 5_000;

/** What edits leave in `run-streams`: a mark of their place among the run's lines, and the rows of merges. */
@Injectable()
export class EditRecords {
  constructor(
    private readonly log: EventLog,
    private readonly progress: ProjectionProgress,
    private readonly watermarks: StreamWatermarks,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /**
   * The edit's place among the run's lines: what is appended later is behind it. A record without lines, of which nobody is
   * told; an edit that is refused after it has changed nothing. Called in the run's stream queue.
   */
  async mark(run: Run, editId: string, cause: Cause): Promise<string> {
    const { next, generation } = (await this.watermarks.streams(run.runId)).of(HISTORY, '');
    const record = encodeChunk({
      id: this.ids.eventId(),
      type: STREAM_FILES[HISTORY],
      time: this.clock.now(),
      actor: cause.actor,
      runId: run.runId,
      projectId: run.projectId,
      writer: '',
      firstLine: next,
      lineCount: 0,
      repeated: 0,
      rewritten: 0,
      gap: 0,
      generation,
      editId,
      encoding: 'lines',
      value: Buffer.alloc(0),
      ...(cause.traceparent === undefined ? {} : { traceparent: cause.traceparent }),
    });
    const [position] = await this.log.append('run-streams', [record]);
    // Two more than the record's own place: rows of a merge stand just before it, and no line can.
    return ((BigInt(position!.offset) << 20n) + 2n).toString();
  }

  /** Appends rows under a row id of their own, which it answers. A crash before the edit's event leaves rows that nobody sees. */
  async keepRows(run: Run, editId: string, rows: readonly HistoryRow[], cause: Cause): Promise<string> {
    const lane = { runId: this.ids.rowId(), projectId: run.projectId };
    let position: LogPosition | undefined;
    for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) {
      const lines = rows.slice(at, at + ROWS_AT_ONCE).map(({ row }) => row);
      const origin = {
        run: lane,
        writer: '',
        actor: cause.actor,
        traceparent: cause.traceparent,
        time: this.clock.now(),
        ids: this.ids,
        editId,
      };
      const sifted = { pieces: [{ firstLine: at, lines, hashes: [], rewritten: [], gap: 0 }], repeated: 0 };
      const { chunks } = postRecords(HISTORY, sifted, new StreamState(at, 0), origin);
      position = (await this.log.append('run-streams', chunks)).at(-1);
    }
    if (position) await this.progress.waitFor('metrics', 'run-streams', position.partition, position.offset, PATIENCE_MS);
    return lane.runId;
  }
}
