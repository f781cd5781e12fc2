import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { EventLog, type PartitionShare } from '@runstead/event-log';
import { NoPeers, Peers, SqlPool } from '@runstead/postgres';
import { Clock } from '@runstead/run-domain';
import { ChangeFeed } from './change-feed';
import { CheckpointStore } from './checkpoint-store';
import { PartitionLoop, type LoopReport } from './partition-loop';
import { ProjectionHealth } from './projection-health';
import { ProjectionProgress } from './projection-progress';
import type { Projector } from './projector';
import { pause, retryDelay } from './retry-delay';

/** The projectors that this process runs. A class, so that it can be a token. */
export class ProjectorList {
  constructor(readonly projectors: readonly Projector[]) {}
}

/** The name under which projectors share the partitions of the log. */
const GROUP = 'projections';

interface RunningLoop {
  readonly loop: PartitionLoop;
  readonly leaving: AbortController;
  readonly ended: Promise<void>;
}

/**
 * Runs every projector along those partitions of its topics that are this process' share, from the application's start to its shutdown.
 * Alone that is all of them.
 */
@Injectable()
export class ProjectionRunner implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('projections');
  private readonly stopping = new AbortController();
  private readonly running = new Map<string, RunningLoop>();
  private sharing: Promise<void> = Promise.resolve();
  private started = false;

  constructor(
    private readonly log: EventLog,
    private readonly pool: SqlPool,
    private readonly progress: ProjectionProgress,
    private readonly feed: ChangeFeed,
    private readonly health: ProjectionHealth,
    private readonly clock: Clock,
    private readonly list: ProjectorList,
    private readonly peers: Peers = new NoPeers(),
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    if (this.peers.does('projections')) await this.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.stop();
  }

  /** Loads the checkpoints of the first share and begins. Resolves as soon as the loops run, however far they are behind. */
  async start(): Promise<void> {
    if (this.started) return;
    this.started = true;
    const shares = this.shares()[Symbol.asyncIterator]();
    const first = await shares.next();
    if (first.done !== true) await this.workOn(first.value);
    this.sharing = this.follow(shares);
  }

  /**
   * Stops these projections between two batches: their rows and checkpoints stay as they are until the answer is called. One that
   * fails again and again is held between two attempts.
   */
  async hold(ids: readonly string[]): Promise<() => void> {
    const releases: (() => void)[] = [];
    const loops = [...this.running.values()].map(({ loop }) => loop);
    for (const id of ids) for (const loop of loops.filter(({ projector }) => projector.id === id)) releases.push(await loop.hold());
    return () => {
      for (const release of releases) release();
    };
  }

  /** No new batch is taken; resolves when those in hand are committed. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.sharing;
    await Promise.all([...this.running.values()].map(({ ended }) => ended));
  }

  private shares(): AsyncIterable<PartitionShare> {
    const topics = [...new Set(this.list.projectors.flatMap((projector) => projector.topics))];
    return this.log.share(GROUP, topics, this.stopping.signal);
  }

  /** Whatever goes wrong with sharing, what runs goes on: the checkpoints keep two owners apart. */
  private async follow(shares: AsyncIterator<PartitionShare>): Promise<void> {
    let current = shares;
    for (let failures = 0; !this.stopping.signal.aborted;) {
      try {
        const next = await current.next();
        if (next.done === true) return;
        await this.workOn(next.value);
        failures = 0;
      } catch (error) {
        failures += 1;
        this.say({ level: 'warn', message: 'The partitions cannot be shared; this process goes on with those that it has', error });
        await pause(retryDelay(failures, Math.random), this.stopping.signal);
        current = this.shares()[Symbol.asyncIterator]();
      }
    }
  }

  /** Lets go of what is not ours any more, after the batch in hand, and begins with what is new. */
  private async workOn(share: PartitionShare): Promise<void> {
    const mine = new Map(this.loops(share).map((loop) => [loop.name, loop]));
    const lost = [...this.running].filter(([name]) => !mine.has(name));
    for (const [, { leaving }] of lost) leaving.abort();
    await Promise.all(lost.map(([, { ended }]) => ended));
    for (const [name] of lost) this.running.delete(name);
    const fresh = [...mine].filter(([name]) => !this.running.has(name));
    for (const [, loop] of fresh) await loop.prepare();
    for (const [name, loop] of fresh) {
      const leaving = new AbortController();
      const ended = loop.run(AbortSignal.any([this.stopping.signal, leaving.signal]));
      this.running.set(name, { loop, leaving, ended });
    }
    this.health.watch([...this.running.values()].map(({ loop }) => loop));
  }

  private loops(share: PartitionShare): PartitionLoop[] {
    const { log, progress, feed, clock } = this;
    const report = (event: LoopReport): void => this.say(event);
    const collaborators = { log, progress, feed, clock, report, checkpoints: new CheckpointStore(this.pool), random: Math.random };
    return this.list.projectors.flatMap((projector) =>
      projector.topics.flatMap((topic) =>
        (share.get(topic) ?? []).map((partition) => new PartitionLoop(projector, topic, partition, collaborators)),
      ),
    );
  }

  private say({ level, message, error }: LoopReport): void {
    const detail = error instanceof Error ? `${message}: ${error.message}` : message;
    if (level === 'error') this.logger.error(detail, error instanceof Error ? error.stack : undefined);
    else if (level === 'warn') this.logger.warn(detail);
    else this.logger.log(detail);
  }
}
