import { Injectable } from '@nestjs/common';
import { EventLog, LogUnavailableError, type LogPosition } from '@runstead/event-log';
import { ProjectionProgress } from '@runstead/projections';
import { Peers, SqlPool } from '@runstead/postgres';
import { LineRanges } from '@runstead/run-domain';
import { RunStreams, StreamState } from './intake/stream-state';
import { LruMap } from './lru-map';
import { passLogEnd } from './projection-barrier';
import { isRowId } from './run-states';

/** The next expected line numbers (protocol 5.2). */
export interface StreamCounts {
  readonly history: number;
  readonly events: number;
  readonly output: number;
}
/** The newest rows, as text. */
export interface StreamTails {
  readonly historyTail: string | null;
  readonly eventsTail: string | null;
}

interface StreamRow {
  readonly run_id: string;
  readonly file: string;
  readonly writer: string;
  readonly next_line: number;
  readonly generation: number;
  readonly next_step: number;
  readonly open_gaps: string;
}
const STREAM_COLUMNS = ['run_id', 'file', 'writer', 'next_line', 'generation', 'next_step', 'open_gaps'] as const;

/** In remembered lines, see `RunStreams.weight`: about 50 MB. */
const MAX_WEIGHT = 6_000_000;

/**
 * The next expected line of each stream, from the log and never from a lagging projection. What this process has
 * appended it knows itself; the rest is read from `run_streams` once that has passed the end of the log. When that
 * takes more than 5 s it throws `LogUnavailableError` (503), because a number that is too low would overwrite lines.
 */
@Injectable()
export class StreamWatermarks {
  private readonly runs = new LruMap<RunStreams>(MAX_WEIGHT);
  private readonly loading = new Map<string, Promise<RunStreams>>();
  private readonly begun = new LruMap<true>(10_000);
  private readonly lastAppend = new LruMap<LogPosition>(100_000);

  constructor(
    private readonly pool: SqlPool,
    private readonly log: EventLog,
    private readonly progress: ProjectionProgress,
    private readonly peers: Peers,
  ) {}

  /** A run that was made just now: nothing of it can be in the log. */
  begin(runId: string): void {
    this.keep(runId, new RunStreams());
    this.begun.set(runId, true);
  }

  /** Next lines of a run; enough for `UpsertBucket`. */
  async counts(runId: string, writer = ''): Promise<StreamCounts> {
    return countsIn(await this.certain(runId), writer);
  }

  /** The same of many runs, in one read. */
  async countsOf(runIds: readonly string[], writer = ''): Promise<ReadonlyMap<string, StreamCounts>> {
    const begun = runIds.filter((runId) => this.begun.get(runId));
    for (const runId of begun) this.begun.delete(runId);
    // As `certain`: other processes may have taken lines of a run that is known here.
    const others = this.peers.alone ? [] : runIds.filter((runId) => !begun.includes(runId));
    const read = others.length === 0 ? new Map<string, RunStreams>() : await this.loadAll(others);
    if (this.peers.alone) await this.loadTogether(runIds.filter((runId) => !this.runs.get(runId) && !this.loading.has(runId)));
    const counts = runIds.map(async (runId) => [runId, countsIn(read.get(runId) ?? (await this.streams(runId)), writer)] as const);
    return new Map(await Promise.all(counts));
  }

  /** Next lines and the newest rows; for `RunResumeStatus`. */
  async of(runId: string, writer = ''): Promise<StreamCounts & StreamTails> {
    const counts = await this.counts(runId, writer);
    const position = this.lastAppend.get(runId);
    if (position && !(await this.progress.waitFor('streams', 'run-streams', position.partition, position.offset)))
      throw new LogUnavailableError('Projection streams is behind the log');
    const rows = await this.rows(runId);
    const tail = (file: string): string | null => rows.find((row) => row.file === file && row.writer === writer)?.last_line ?? null;
    return { ...counts, historyTail: tail('wandb-history.jsonl'), eventsTail: tail('wandb-events.jsonl') };
  }

  /** What the log holds of the run. Only the intake changes it, one post of a run at a time. */
  async streams(runId: string): Promise<RunStreams> {
    const known = this.runs.get(runId);
    if (known) return known;
    const load = this.loading.get(runId) ?? this.load(runId);
    this.loading.set(runId, load);
    try {
      return await load;
    } finally {
      this.loading.delete(runId);
    }
  }

  /** As `streams`, but what other processes have appended is there, too; when the projection cannot say, what is known here. */
  async refreshed(runId: string): Promise<RunStreams> {
    const known = this.runs.get(runId);
    if (this.peers.alone || !known) return this.streams(runId);
    return this.load(runId).catch(() => known);
  }

  /** After an append that is durable. */
  keep(runId: string, streams: RunStreams, position?: LogPosition): void {
    this.runs.set(runId, streams, streams.weight);
    if (position) this.lastAppend.set(runId, position);
  }

  /** Of the last lines that this process appended; null when it has appended none, or long ago. */
  lastPosition(runId: string): LogPosition | null {
    return this.lastAppend.get(runId) ?? null;
  }

  /** After an append that failed: nobody knows what the log has, so the next post reads it. */
  forget(runId: string): void {
    this.runs.delete(runId);
  }

  /**
   * Another process may have taken lines since: only the log knows. A projection that lags must not break the start of a run:
   * once after it was made here nothing of it can be in the log.
   */
  private async certain(runId: string): Promise<RunStreams> {
    if (this.peers.alone) return this.streams(runId);
    const begun = this.begun.get(runId);
    this.begun.delete(runId);
    return this.load(runId).catch(async (error: unknown) => {
      if (begun) return this.streams(runId);
      throw error;
    });
  }

  /** A post of one of them that comes meanwhile waits for this, as it waits for `load`. */
  private async loadTogether(runIds: readonly string[]): Promise<void> {
    if (runIds.length === 0) return;
    const all = this.loadAll(runIds);
    const each = new Map(runIds.map((runId) => [runId, all.then((found) => found.get(runId) ?? new RunStreams())]));
    for (const [runId, one] of each) {
      one.catch(() => undefined);
      this.loading.set(runId, one);
    }
    try {
      await all;
    } finally {
      for (const [runId, one] of each) if (this.loading.get(runId) === one) this.loading.delete(runId);
    }
  }

  private async loadAll(runIds: readonly string[]): Promise<ReadonlyMap<string, RunStreams>> {
    await passLogEnd(this.log, this.progress, 'streams', 'run-streams');
    const known = runIds.filter(isRowId);
    const rows =
      known.length === 0 ? [] : await this.pool.db.selectFrom('run_streams').select(STREAM_COLUMNS).where('run_id', 'in', known).execute();
    const byRun = new Map<string, StreamRow[]>();
    for (const row of rows) byRun.set(row.run_id, [...(byRun.get(row.run_id) ?? []), row]);
    return new Map(runIds.map((runId) => [runId, this.keepRows(runId, byRun.get(runId) ?? [])]));
  }

  private async load(runId: string): Promise<RunStreams> {
    await passLogEnd(this.log, this.progress, 'streams', 'run-streams');
    return this.keepRows(runId, await this.rows(runId));
  }

  private keepRows(runId: string, rows: readonly StreamRow[]): RunStreams {
    const streams = new RunStreams();
    for (const row of rows)
      streams.put(row.file, row.writer, new StreamState(row.next_line, row.generation, LineRanges.fromText(row.open_gaps)));
    for (const row of rows) if (row.next_step > 0) streams.stepsGiven(row.file, row.next_step);
    this.keep(runId, streams);
    return streams;
  }

  private async rows(runId: string): Promise<(StreamRow & { last_line: string | null })[]> {
    if (!isRowId(runId)) return [];
    const query = this.pool.db.selectFrom('run_streams').select([...STREAM_COLUMNS, 'last_line']);
    return query.where('run_id', '=', runId).execute();
  }
}

function countsIn(streams: RunStreams, writer: string): StreamCounts {
  return {
    history: streams.next('wandb-history.jsonl', writer),
    events: streams.next('wandb-events.jsonl', writer),
    output: streams.next('output.log', writer),
  };
}
