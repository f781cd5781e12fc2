import type { SqlPool } from '@runstead/postgres';
import type { Topic } from '@runstead/run-domain';
import { CheckpointStore } from '../checkpoint-store';
import { commitInParts } from '../commit-in-parts';
import { TurnTaker } from '../metrics/turn-taker';
import { ProjectionProgress } from '../projection-progress';
import type { ProjectionBatch, Projector } from '../projector';
import type { ReplayLog } from './replay-log';

/** One projection along one partition, and how far. */
export interface Target {
  readonly projector: Projector;
  readonly topic: Topic;
  readonly partition: number;
  /** Exclusive. */
  readonly end: number;
}

/** Told after every batch. */
export type ReplayStep = (batch: ProjectionBatch, projection: string) => void;

/** Brings copies of projections along the log, up to given offsets, with checkpoints of their own. */
export class Replay {
  /** How far the copies are, for projections that read others. */
  readonly progress = new ProjectionProgress();
  private readonly checkpoints: CheckpointStore;

  constructor(
    private readonly log: ReplayLog,
    pool: SqlPool,
  ) {
    this.checkpoints = new CheckpointStore(pool);
  }

  /** In the order given, one after the other. Infrastructure errors are thrown; what was committed stays. */
  async to(targets: readonly Target[], step: ReplayStep = () => undefined, signal?: AbortSignal): Promise<void> {
    for (const target of targets) await this.along(target, step, signal);
  }

  private async along({ projector, topic, partition, end }: Target, step: ReplayStep, signal?: AbortSignal): Promise<void> {
    const { log, checkpoints, progress } = this;
    const turn = new TurnTaker();
    let at = await checkpoints.load(projector.id, topic, partition);
    progress.committed(projector.id, topic, partition, at);
    while (at < end) {
      signal?.throwIfAborted();
      const { maxRecords, maxBytes } = projector.limits;
      const records = await log.read(topic, partition, at, { maxRecords: Math.min(maxRecords, end - at), maxBytes });
      const last = records.at(-1);
      if (last === undefined) return;
      const batch = { topic, partition, start: at, end: last.offset + 1, records };
      await commitInParts(projector, batch, { log, checkpoints }, (part) => progress.committed(projector.id, topic, partition, part.end));
      await log.buryFresh();
      at = batch.end;
      step(batch, projector.id);
      await turn.giveTurn();
    }
  }
}
