import { Injectable } from '@nestjs/common';
import { EventLog, type LogPosition, type LogRecord } from '@runstead/event-log';
import { ProjectionProgress } from '@runstead/projections';
import { Clock, Ids, STREAM_FILES, type Run, type RunCommand, type StreamFile, encodeChunk } from '@runstead/run-domain';
import { type RunStreams, StreamState } from './intake/stream-state';
import { type Cause, RunChanges } from './run-changes';
import { RunDirectory } from './run-directory';
import { type HistoryAtStep, StoredHistory } from './stored-history';
import { StreamQueue } from './stream-queue';
import { StreamWatermarks } from './stream-watermarks';

/** How long the answer waits for the rewind to be seen; a projector that lags must not keep a run from going on. */
const PATIENCE_MS = 5_000;

/**
 * Takes a run back to a step (protocol 5.4, ADR 0006). A record in `run-streams` begins a new generation of each stream:
 * history goes on behind the lines that stay, console and system metrics count from 0 again. Nothing is removed. A crash
 * between that record and the event leaves a run that was rewound without a word in its timeline; the client has no
 * answer then, repeats its call, and the second rewind to the same step hides nothing more.
 */
@Injectable()
export class RunRewinds {
  constructor(
    private readonly directory: RunDirectory,
    private readonly changes: RunChanges,
    private readonly history: StoredHistory,
    private readonly watermarks: StreamWatermarks,
    private readonly queue: StreamQueue,
    private readonly log: EventLog,
    private readonly progress: ProjectionProgress,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** null for an unknown run. Throws `LogUnavailableError` (503) while the stored history is behind the log. */
  async rewind(runId: string, step: number, cause: Cause): Promise<Run | null> {
    return this.queue.runAlone(runId, async (undisturbed) => {
      if (!undisturbed) this.watermarks.forget(runId);
      const run = await this.directory.byRunId(runId);
      if (!run) return null;
      const at = await this.history.atStep(run, step);
      const streams = await this.watermarks.streams(runId);
      const generation = streams.newestGeneration + 1;
      const position = await this.begin(run, step, at, generation, streams, cause);
      const rewound = { step, generation, historyLines: at.lines, hiddenLines: at.linesBehind, summary: at.summary };
      const command: RunCommand = { type: 'rewind', rewound };
      const changed = await this.changes.apply(runId, async () => command, cause);
      await this.seen(position);
      return changed && this.changes.visible(changed);
    });
  }

  private async begin(
    run: Run,
    step: number,
    at: HistoryAtStep,
    generation: number,
    streams: RunStreams,
    cause: Cause,
  ): Promise<LogPosition> {
    const others = (['wandb-events.jsonl', 'output.log'] as const).filter((file) => streams.next(file, '') > 0);
    const records = [
      this.marker(run, 'wandb-history.jsonl', generation, at.lines, cause, { rewoundTo: step, value: Buffer.from(at.tail ?? '') }),
      ...others.map((file) => this.marker(run, file, generation, 0, cause, { value: Buffer.alloc(0) })),
    ];
    try {
      const positions = await this.log.append('run-streams', records);
      streams.put('wandb-history.jsonl', '', new StreamState(at.lines, generation));
      for (const file of others) streams.put(file, '', new StreamState(0, generation));
      const last = positions[positions.length - 1]!;
      this.watermarks.keep(run.runId, streams, last);
      return last;
    } catch (error) {
      this.watermarks.forget(run.runId);
      throw error;
    }
  }

  private marker(
    run: Run,
    file: StreamFile,
    generation: number,
    firstLine: number,
    cause: Cause,
    told: { readonly rewoundTo?: number; readonly value: Buffer },
  ): LogRecord {
    return encodeChunk({
      id: this.ids.eventId(),
      type: STREAM_FILES[file],
      time: this.clock.now(),
      actor: cause.actor,
      runId: run.runId,
      projectId: run.projectId,
      writer: '',
      firstLine,
      lineCount: 0,
      repeated: 0,
      rewritten: 0,
      gap: 0,
      generation,
      encoding: 'lines',
      ...(cause.traceparent === undefined ? {} : { traceparent: cause.traceparent }),
      ...told,
    });
  }

  private async seen({ partition, offset }: LogPosition): Promise<void> {
    await Promise.all(
      ['streams', 'metrics'].map(async (projection) => this.progress.waitFor(projection, 'run-streams', partition, offset, PATIENCE_MS)),
    );
  }
}
