import { Injectable } from '@nestjs/common';
import { EventLog, type LogPosition } from '@runstead/event-log';
import { Clock, type EventOf, Ids, type JsonObject, type RunIdentity, activeEdits, clientRecord, isJsonObject } from '@runstead/run-domain';
import { postRecords } from './intake/post-records';
import { RunStreams, StreamState } from './intake/stream-state';
import type { Cause } from './run-changes';
import { RunStates } from './run-states';
import { type HistoryRow, StoredHistory } from './stored-history';
import { summaryOfRows } from './summary-of-rows';
import { StreamWatermarks } from './stream-watermarks';

const HISTORY = 'wandb-history.jsonl';
/** Lane of rows whose step was counted by the server; rows of the other lane bring their own. */
const COUNTED = 'fork';

/**
 * Gives a new run the history of the one it was forked from (protocol 5.3). The lines are copied through the log, byte
 * for byte, so that a rebuild needs nothing but the log, and before the run is created: a crash in between leaves lines
 * of a run that nobody ever sees, and the client's next attempt makes another.
 */
@Injectable()
export class RunForks {
  constructor(
    private readonly states: RunStates,
    private readonly history: StoredHistory,
    private readonly watermarks: StreamWatermarks,
    private readonly log: EventLog,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** null when the config names no origin, or one that the project does not have. */
  async copy(identity: RunIdentity, config: JsonObject | null, cause: Cause): Promise<EventOf<'RunForked'>['data'] | null> {
    const branch = branchPoint(config);
    if (!branch || branch.name === identity.name) return null;
    const origin = await this.states.loadByName(identity.projectId, branch.name);
    if (!origin || origin.deletedAt !== null) return null;
    const { step } = branch;
    const edited = activeEdits(origin.historyEdits).length > 0;
    let { summary } = edited ? { summary: {} } : await this.history.atStep(origin, step);
    const streams = new RunStreams();
    let position: LogPosition | undefined;
    for await (const rows of this.history.upTo(origin, step)) {
      position = await this.append(identity, rows, streams, cause);
      // Edits are in the rows, so what they sum up to must be read from the rows.
      if (edited)
        summary = summaryOfRows(
          rows.map(({ row }) => row),
          summary,
        );
    }
    const historyLines = streams.next(HISTORY, '') + streams.next(HISTORY, COUNTED);
    this.watermarks.keep(identity.runId, streams, position);
    return { originRunId: origin.runId, originName: origin.name, step, historyLines, summary };
  }

  private async append(run: RunIdentity, rows: readonly HistoryRow[], streams: RunStreams, cause: Cause): Promise<LogPosition | undefined> {
    const { actor, traceparent } = cause;
    const records = pieces(rows).flatMap((piece) => {
      const own = bringsStep(piece[0]!);
      const writer = own ? '' : COUNTED;
      let step = piece[0]!.step;
      const steps = (count: number): number => (step += count) - count;
      const { next: firstLine } = streams.of(HISTORY, writer);
      const lines = piece.map(({ row }) => row);
      const origin = { run, writer, actor, traceparent, time: this.clock.now(), ids: this.ids, ...(own ? {} : { steps }) };
      const sifted = { pieces: [{ firstLine, lines, hashes: [], rewritten: [], gap: 0 }], repeated: 0 };
      streams.put(HISTORY, writer, new StreamState(firstLine + lines.length, 0));
      return postRecords(HISTORY, sifted, streams.of(HISTORY, writer), origin).chunks;
    });
    return (await this.log.append('run-streams', records)).at(-1);
  }
}

/** Rows of a shared run bring no step: those that follow each other step by step stay together. */
function pieces(rows: readonly HistoryRow[]): HistoryRow[][] {
  const found: HistoryRow[][] = [];
  for (const row of rows) {
    const piece = found.at(-1);
    const last = piece?.at(-1);
    const follows = last && bringsStep(last) === bringsStep(row) && (bringsStep(row) || row.step === last.step + 1);
    if (piece && follows) piece.push(row);
    else found.push([row]);
  }
  return found;
}

/** Its own step is the one it is shown at; of a shared run it is not, or there is none. */
function bringsStep({ row, step }: HistoryRow): boolean {
  return new RegExp(`"_step"\\s*:\\s*${step}(?![\\d.eE])`).test(row);
}

function branchPoint(config: JsonObject | null): { name: string; step: number } | null {
  const point = config ? clientRecord(config)['branch_point'] : undefined;
  if (!isJsonObject(point)) return null;
  const { run_id: name, step } = point;
  return typeof name === 'string' && typeof step === 'number' && Number.isSafeInteger(Math.floor(step))
    ? { name, step: Math.floor(step) }
    : null;
}
