import { OffsetOutOfRangeError, type EventLog } from '@runstead/event-log';
import type { Clock, Topic } from '@runstead/run-domain';
import { BatchReader } from './batch-reader';
import type { ChangeFeed } from './change-feed';
import { commitInParts } from './commit-in-parts';
import { CheckpointConflictError, type CheckpointStore } from './checkpoint-store';
import type { LoopState, LoopStatus, ReportingLoop } from './projection-health';
import type { ProjectionProgress } from './projection-progress';
import type { ProjectionBatch, ProjectionOutcome, Projector } from './projector';
import { pause, retryDelay } from './retry-delay';
import { Turnstile } from './turnstile';

export interface LoopCollaborators {
  readonly log: EventLog;
  readonly checkpoints: CheckpointStore;
  readonly progress: ProjectionProgress;
  readonly feed: ChangeFeed;
  readonly clock: Clock;
  /** In [0, 1), for the jitter. */
  readonly random: () => number;
  /** Told once when a projection begins to fail, recovers or stops; for the log. */
  readonly report: (event: LoopReport) => void;
}

export interface LoopReport {
  readonly level: 'error' | 'warn' | 'info';
  readonly message: string;
  readonly error?: unknown;
}

const NOTHING: ProjectionOutcome = { changes: [], deadLetters: [] };

/** Brings one projection along one partition: the only place that moves its checkpoint. */
export class PartitionLoop implements ReportingLoop {
  private state: LoopState = 'running';
  private nextOffset = 0;
  private lastTick = 0;
  private lastError: string | null = null;
  private batches = 0;
  private records = 0;
  private deadLetters = 0;
  private failures = 0;
  private readonly turnstile = new Turnstile();

  constructor(
    readonly projector: Projector,
    readonly topic: Topic,
    readonly partition: number,
    private readonly with_: LoopCollaborators,
  ) {}

  get name(): string {
    return `${this.projector.id} (${this.topic}/${this.partition})`;
  }

  /** Resolves when the batch in hand is committed or has failed; until the answer is called no other is committed. */
  hold(): Promise<() => void> {
    return this.turnstile.enter();
  }

  /** Reads the checkpoint. */
  async prepare(): Promise<void> {
    const { checkpoints, progress, clock } = this.with_;
    this.nextOffset = await checkpoints.load(this.projector.id, this.topic, this.partition);
    this.lastTick = clock.now();
    progress.committed(this.projector.id, this.topic, this.partition, this.nextOffset);
  }

  /** Resolves after `signal` aborts and the batch in hand is committed, or when going on is impossible. Never rejects. */
  async run(signal: AbortSignal): Promise<void> {
    const reader = new BatchReader(this.with_.log, this.with_.progress, this.projector, this.topic, this.partition);
    for (let failures = 1; !signal.aborted && this.state !== 'stopped'; failures += 1) {
      try {
        for await (const batch of reader.batches(this.nextOffset, signal)) {
          await this.commitAtLast(batch, signal);
          if (signal.aborted || this.nextOffset !== batch.end) break;
          failures = 1;
        }
        if (signal.aborted) break;
      } catch (error) {
        if (this.fail(error)) break;
        if (error instanceof CheckpointConflictError) await this.goOnFromCheckpoint();
      }
      await pause(retryDelay(failures, this.with_.random), signal);
    }
    this.state = 'stopped';
  }

  async status(): Promise<LoopStatus> {
    const { topic, partition, state, nextOffset, lastTick, lastError, batches, records, deadLetters, failures } = this;
    const end = await this.with_.log.endOffset(topic, partition);
    const lag = Math.max(0, end - nextOffset);
    return {
      projection: this.projector.id,
      topic,
      partition,
      state,
      nextOffset,
      lag,
      lastTick,
      lastError,
      batches,
      records,
      deadLetters,
      failures,
    };
  }

  /** Tries until the batch is committed, the signal aborts, or the error is final (then it is thrown). */
  private async commitAtLast(batch: ProjectionBatch, signal: AbortSignal): Promise<void> {
    let rest = batch;
    for (let failures = 1; rest.records.length > 0; failures += 1) {
      const leave = await this.turnstile.enter();
      try {
        await commitInParts(this.projector, rest, this.with_, (part, outcome) => this.committed(part, outcome));
        return;
      } catch (error) {
        if (isFinal(error) || error instanceof CheckpointConflictError) throw error;
        this.fail(error);
      } finally {
        leave();
      }
      await pause(retryDelay(failures, this.with_.random), signal);
      if (signal.aborted) return;
      rest = await this.uncommitted(rest);
    }
  }

  /**
   * Another process had the partition, or has it still for a moment after it was divided anew: what it committed counts, ours was rolled
   * back. Two that both go on take turns and lose nothing.
   */
  private async goOnFromCheckpoint(): Promise<void> {
    const { checkpoints } = this.with_;
    const found = await checkpoints.load(this.projector.id, this.topic, this.partition).catch(() => this.nextOffset);
    this.nextOffset = found;
  }

  /** After an error nobody knows whether the commit went through, an answer can be lost on the way: the checkpoint tells. */
  private async uncommitted(batch: ProjectionBatch): Promise<ProjectionBatch> {
    const { checkpoints } = this.with_;
    const found = await checkpoints.load(this.projector.id, this.topic, this.partition).catch(() => batch.start);
    if (found <= batch.start || found > batch.end) return batch;
    const held = batch.records.filter((record) => record.offset < found);
    this.committed({ ...batch, end: found, records: held }, NOTHING);
    return { ...batch, start: found, records: batch.records.slice(held.length) };
  }

  private committed(batch: ProjectionBatch, outcome: ProjectionOutcome): void {
    const { progress, feed, clock, report } = this.with_;
    this.nextOffset = batch.end;
    this.lastTick = clock.now();
    this.batches += 1;
    this.records += batch.records.length;
    this.deadLetters += outcome.deadLetters.length;
    if (this.lastError !== null) report({ level: 'info', message: `${this.name} goes on` });
    this.lastError = null;
    this.state = 'running';
    progress.committed(this.projector.id, this.topic, this.partition, batch.end);
    feed.publish(outcome.changes);
  }

  /** True when there is no point in going on. */
  private fail(error: unknown): boolean {
    const { clock, report } = this.with_;
    const final = isFinal(error);
    this.failures += 1;
    this.lastTick = clock.now();
    if (final) report({ level: 'error', message: `${this.name} stopped`, error });
    else if (this.lastError === null) report({ level: 'warn', message: `${this.name} failed and is retried`, error });
    this.lastError = messageOf(error);
    this.state = final ? 'stopped' : 'retrying';
    return final;
  }
}

function isFinal(error: unknown): boolean {
  return error instanceof OffsetOutOfRangeError;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
