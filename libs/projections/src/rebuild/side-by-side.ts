import type { EventLog } from '@runstead/event-log';
import type { ProjectionProgress } from '../projection-progress';
import type { ProjectionRunner } from '../projection-runner';
import { SinkProjector, type ProjectionBatch, type Projector } from '../projector';
import { copiedProjectors } from './copied-projectors';
import { differing, fingerprintsOf, type Fingerprints } from './fingerprints';
import type { Difference, RebuildProgress } from './rebuild-report';
import type { RebuildPlan } from './rebuild-plan';
import { Replay, type Target } from './replay';
import { ReplayLog } from './replay-log';
import type { LiveStores, SideStores } from './side-stores';

export interface LiveProjections extends LiveStores {
  readonly log: EventLog;
  readonly projectors: readonly Projector[];
  readonly progress: ProjectionProgress;
  readonly runner: ProjectionRunner;
}

/** What was read and compared so far. */
export interface SideBySideFigures {
  readonly records: number;
  readonly bytes: number;
  readonly compared: number;
  readonly heldSeconds: number;
}

/** A copy of a projection that is brought to where the live one is, and compared with it. */
export class SideBySide {
  private readonly replay: Replay;
  private readonly log: ReplayLog;
  private readonly copies: readonly Projector[];
  private readonly touched = new Set<string>();
  private readonly began = performance.now();
  private counted = { records: 0, bytes: 0, compared: 0, heldSeconds: 0 };
  private total = 0;

  constructor(
    private readonly live: LiveProjections,
    private readonly side: SideStores,
    private readonly plan: RebuildPlan,
    private readonly report: (progress: RebuildProgress) => void,
    private readonly signal?: AbortSignal,
  ) {
    this.log = new ReplayLog(live.log, live.pool);
    this.replay = new Replay(this.log, side.pool);
    this.copies = copiedProjectors(plan, live, side);
  }

  /** Ids of what the replay could not use. */
  get buried(): ReadonlySet<string> {
    return this.log.buried;
  }

  get figures(): SideBySideFigures {
    return this.counted;
  }

  /**
   * Replays beside the live projection until it is less than a second behind, compares, stops the live one, replays and compares
   * what has happened meanwhile, and hands over: while `settle` runs both copies are at the same place of the log.
   */
  async run<T>(settle: (differences: readonly Difference[]) => Promise<T>): Promise<T> {
    await this.catchUp();
    this.touched.clear();
    const [live, rebuilt] = [await this.fingerprintsOf(this.live), await this.fingerprintsOf(this.side)];
    const release = await this.live.runner.hold(this.plan.held);
    const held = performance.now();
    try {
      await this.replayTo(await this.targets());
      await this.bringLive();
      const doubtful = differing(live, rebuilt);
      for (const key of doubtful) this.touched.add(key.slice(key.indexOf('/') + 1));
      const runs = new Set([...this.touched].filter((key) => /^\d{1,20}$/.test(key)));
      const now: [Fingerprints, Fingerprints] = [
        await fingerprintsOf(this.plan, this.live, runs),
        await fingerprintsOf(this.plan, this.side, runs),
      ];
      this.counted = { ...this.counted, compared: new Set([...live.keys(), ...rebuilt.keys(), ...now[0].keys(), ...now[1].keys()]).size };
      this.tell('switching');
      return await settle(differing(...now).map((key) => differenceOf(key, ...now)));
    } finally {
      release();
      this.counted = { ...this.counted, heldSeconds: (performance.now() - held) / 1000 };
    }
  }

  private async catchUp(): Promise<void> {
    for (;;) {
      const began = performance.now();
      const targets = await this.targets();
      this.total = Math.max(this.total, this.counted.records + (await this.left(targets)));
      await this.replayTo(targets);
      if (performance.now() - began < 1_000) return;
    }
  }

  private async fingerprintsOf(stores: Parameters<typeof fingerprintsOf>[1]): Promise<Fingerprints> {
    this.tell('comparing');
    return fingerprintsOf(this.plan, stores);
  }

  /** Where the live projections are now: the copy never goes further. */
  private async targets(): Promise<Target[]> {
    const targets: Target[] = [];
    for (const projector of this.copies)
      for (const topic of projector.topics)
        for (let partition = 0; partition < (await this.live.log.partitions(topic)); partition += 1)
          targets.push({ projector, topic, partition, end: this.positionOf(projector.id, topic, partition) });
    return targets;
  }

  /** The run index is compared where its sources are: it copies their rows of now, not those of a place in the log. */
  private positionOf(id: string, topic: Target['topic'], partition: number): number {
    const source = id === 'run-index' ? (topic === 'run-events' ? 'catalog' : 'streams') : id;
    return this.live.progress.nextOffset(source, topic, partition);
  }

  /** The live run index may be behind its held sources: what it lacks is written here, as it will be again after the release. */
  private async bringLive(): Promise<void> {
    if (this.plan.projection !== 'run-index') return;
    const projector = this.live.projectors.find(({ id }) => id === 'run-index');
    if (!(projector instanceof SinkProjector)) return;
    for (const { topic, partition, end } of await this.targets()) {
      let at = this.live.progress.nextOffset('run-index', topic, partition);
      while (at < end) {
        const records = await this.live.log.read(topic, partition, at, { maxRecords: Math.min(5_000, end - at), maxBytes: 8 * 1024 ** 2 });
        const last = records.at(-1);
        if (last === undefined) break;
        await projector.write({ topic, partition, start: at, end: last.offset + 1, records });
        at = last.offset + 1;
      }
    }
  }

  private async left(targets: readonly Target[]): Promise<number> {
    return targets.reduce((sum, { projector, topic, partition, end }) => {
      return sum + Math.max(0, end - this.replay.progress.nextOffset(projector.id, topic, partition));
    }, 0);
  }

  private async replayTo(targets: readonly Target[]): Promise<void> {
    await this.replay.to(targets, (batch) => this.step(batch), this.signal);
  }

  private step(batch: ProjectionBatch): void {
    for (const { key } of batch.records) this.touched.add(key);
    const bytes = batch.records.reduce((sum, { value }) => sum + value.length, 0);
    this.counted = { ...this.counted, records: this.counted.records + batch.records.length, bytes: this.counted.bytes + bytes };
    this.tell('replaying');
  }

  private tell(phase: RebuildProgress['phase']): void {
    const { records, bytes } = this.counted;
    const seconds = (performance.now() - this.began) / 1000;
    const total = Math.max(this.total, records);
    const secondsLeft = phase === 'replaying' && records > 0 ? (seconds / records) * (total - records) : null;
    this.report({ projection: this.plan.projection, phase, done: records, total, bytes, seconds, secondsLeft });
  }
}

function differenceOf(key: string, live: Fingerprints, rebuilt: Fingerprints): Difference {
  const slash = key.indexOf('/');
  const run = key.slice(slash + 1);
  return { table: key.slice(0, slash), run: run === '' ? null : run, live: live.get(key) ?? null, rebuilt: rebuilt.get(key) ?? null };
}
