import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { EventLog } from '@runstead/event-log';
import { SqlPool } from '@runstead/postgres';
import { Clock } from '@runstead/run-domain';
import { ChangeFeed } from './change-feed';
import { CheckpointStore } from './checkpoint-store';
import { PartitionLoop, type LoopReport } from './partition-loop';
import { ProjectionHealth } from './projection-health';
import { ProjectionProgress } from './projection-progress';
import type { Projector } from './projector';

/** The projectors that this process runs. A class, so that it can be a token. */
export class ProjectorList {
  constructor(readonly projectors: readonly Projector[]) {}
}

/** Runs every projector along every partition of its topics, from the application's start to its shutdown. */
@Injectable()
export class ProjectionRunner implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('projections');
  private readonly stopping = new AbortController();
  private running: Promise<void> = Promise.resolve();
  private started = false;
  private partitionLoops: readonly PartitionLoop[] = [];

  constructor(
    private readonly log: EventLog,
    private readonly pool: SqlPool,
    private readonly progress: ProjectionProgress,
    private readonly feed: ChangeFeed,
    private readonly health: ProjectionHealth,
    private readonly clock: Clock,
    private readonly list: ProjectorList,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.stop();
  }

  /** Loads the checkpoints and begins. Resolves as soon as the loops run, however far they are behind. */
  async start(): Promise<void> {
    if (this.started) return;
    this.started = true;
    const loops = await this.loops();
    for (const loop of loops) await loop.prepare();
    this.partitionLoops = loops;
    this.health.watch(loops);
    this.running = Promise.all(loops.map((loop) => loop.run(this.stopping.signal))).then(() => undefined);
  }

  /**
   * Stops these projections between two batches: their rows and checkpoints stay as they are until the answer is called. One that
   * fails again and again is held between two attempts.
   */
  async hold(ids: readonly string[]): Promise<() => void> {
    const releases: (() => void)[] = [];
    for (const id of ids)
      for (const loop of this.partitionLoops.filter(({ projector }) => projector.id === id)) releases.push(await loop.hold());
    return () => {
      for (const release of releases) release();
    };
  }

  /** No new batch is taken; resolves when those in hand are committed. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async loops(): Promise<PartitionLoop[]> {
    const { log, progress, feed, clock } = this;
    const report = (event: LoopReport): void => this.say(event);
    const collaborators = { log, progress, feed, clock, report, checkpoints: new CheckpointStore(this.pool), random: Math.random };
    const loops: PartitionLoop[] = [];
    for (const projector of this.list.projectors) {
      for (const topic of projector.topics) {
        const partitions = await log.partitions(topic);
        for (let partition = 0; partition < partitions; partition += 1)
          loops.push(new PartitionLoop(projector, topic, partition, collaborators));
      }
    }
    return loops;
  }

  private say({ level, message, error }: LoopReport): void {
    const detail = error instanceof Error ? `${message}: ${error.message}` : message;
    if (level === 'error') this.logger.error(detail, error instanceof Error ? error.stack : undefined);
    else if (level === 'warn') this.logger.warn(detail);
    else this.logger.log(detail);
  }
}
