import { Injectable } from '@nestjs/common';
import { ClickHouse } from '@runstead/clickhouse';
import { EventLog } from '@runstead/event-log';
import { SqlPool } from '@runstead/postgres';
import { repairRecord } from '../dead-letters/repair-record';
import { ProjectionProgress } from '../projection-progress';
import { ProjectionRunner, ProjectorList } from '../projection-runner';
import { ProjectionVersions } from './projection-versions';
import { REBUILD_PLANS, type RebuildPlan } from './rebuild-plan';
import type { Difference, RebuildProgress, RebuildSummary } from './rebuild-report';
import { SideBySide, type LiveProjections } from './side-by-side';
import { dropSide, openSide, sideName } from './side-stores';
import { TableSwitch } from './table-switch';

export interface RebuildRequest {
  /** Shows the copy although it differs: the original has lost or broken rows. */
  readonly acceptDifferences?: boolean;
  readonly report?: (progress: RebuildProgress) => void;
  readonly signal?: AbortSignal;
}

/** A request that makes no sense now, in words for the person who asked. */
export class RebuildRefusedError extends Error {
  override readonly name = 'RebuildRefusedError';
}

/** Builds projections anew from the log, beside the ones that are shown, and switches to them (architecture, section 11). */
@Injectable()
export class Rebuilds {
  private busy = false;

  constructor(
    private readonly log: EventLog,
    private readonly pool: SqlPool,
    private readonly clickHouse: ClickHouse,
    private readonly list: ProjectorList,
    private readonly progress: ProjectionProgress,
    private readonly runner: ProjectionRunner,
    private readonly versions: ProjectionVersions,
  ) {}

  /** What can be rebuilt, in the order of `all`. */
  get projections(): readonly string[] {
    return REBUILD_PLANS.map(({ projection }) => projection);
  }

  /** Replays, compares and switches. The original is kept until `dropOld`. A copy that differs is not shown unless asked for or newer. */
  async rebuild(projection: string, { acceptDifferences = false, report = ignore, signal }: RebuildRequest = {}): Promise<RebuildSummary> {
    const plan = planOf(projection);
    return this.alone(async () => {
      const version = this.versionOf(projection);
      const shown = await this.versions.shown(projection, version);
      if (shown.keptVersion !== null)
        throw new RebuildRefusedError(`${projection} still has the copy from before its last rebuild: --drop-old or --roll-back it first`);
      await dropSide(this.live, sideName(projection, 'side'));
      const summary = await this.beside(plan, 'side', { report, ...(signal ? { signal } : {}) }, async (differences, buried) => {
        if (differences.length > 0 && !acceptDifferences && shown.version === version) return false;
        await new TableSwitch(this.live).exchange(plan, { version, keptVersion: shown.version });
        await this.repairLetters(projection, buried);
        return true;
      });
      if (!summary.switched) await dropSide(this.live, sideName(projection, 'side'));
      return summary;
    });
  }

  /** Replays into a copy of its own, compares, and drops it. */
  async check(projection: string, { report = ignore, signal }: RebuildRequest = {}): Promise<RebuildSummary> {
    const plan = planOf(projection);
    const side = sideName(projection, 'check');
    return this.alone(async () => {
      await dropSide(this.live, side);
      try {
        return await this.beside(plan, 'check', { report, ...(signal ? { signal } : {}) }, async () => false);
      } finally {
        await dropSide(this.live, side);
      }
    });
  }

  /** Brings the copy that was shown before up to date and shows it again; what was shown is kept. */
  async rollBack(projection: string, { report = ignore, signal }: RebuildRequest = {}): Promise<RebuildSummary> {
    const plan = planOf(projection);
    return this.alone(async () => {
      const shown = await this.versions.shown(projection, this.versionOf(projection));
      const kept = shown.keptVersion;
      if (kept === null) throw new RebuildRefusedError(`${projection} has no copy from before: nothing to go back to`);
      return this.beside(plan, 'side', { report, ...(signal ? { signal } : {}) }, async () => {
        await new TableSwitch(this.live).exchange(plan, { version: kept, keptVersion: shown.version });
        return true;
      });
    });
  }

  /** Drops the copy that was shown before. */
  async dropOld(projection: string): Promise<void> {
    planOf(projection);
    await this.alone(async () => {
      await this.versions.shown(projection, this.versionOf(projection));
      // Forgotten first: a crash in between leaves a copy that the next rebuild drops.
      await this.versions.forgetKept(projection);
      await dropSide(this.live, sideName(projection, 'side'));
    });
  }

  private async beside(
    plan: RebuildPlan,
    purpose: 'side' | 'check',
    { report, signal }: Required<Pick<RebuildRequest, 'report'>> & Pick<RebuildRequest, 'signal'>,
    settle: (differences: readonly Difference[], buried: ReadonlySet<string>) => Promise<boolean>,
  ): Promise<RebuildSummary> {
    const began = performance.now();
    const side = await openSide(this.live, plan, sideName(plan.projection, purpose));
    try {
      const copy = new SideBySide(this.live, side, plan, report, signal);
      const outcome = await copy.run(async (differences) => ({ differences, switched: await settle(differences, copy.buried) }));
      const seconds = (performance.now() - began) / 1000;
      return { projection: plan.projection, version: this.versionOf(plan.projection), seconds, ...copy.figures, ...outcome };
    } finally {
      await side.close();
    }
  }

  /** Letters of the projection that the replay, from the first record on, could use. A crash before it leaves them open until the next. */
  private async repairLetters(projection: string, buried: ReadonlySet<string>): Promise<void> {
    const open = await this.pool.db
      .selectFrom('dead_letters')
      .select(['dead_letter_id', 'run_id'])
      .where('projection', '=', projection)
      .where('repaired_at', 'is', null)
      .execute();
    const repaired = open.filter(({ dead_letter_id }) => !buried.has(dead_letter_id));
    const records = repaired.map(({ dead_letter_id, run_id }) => repairRecord(dead_letter_id, run_id ?? dead_letter_id, 'rebuild'));
    if (records.length > 0) await this.log.append('dead-letters', records);
  }

  private versionOf(projection: string): number {
    return this.list.projectors.find(({ id }) => id === projection)?.version ?? 1;
  }

  private async alone<T>(work: () => Promise<T>): Promise<T> {
    if (this.busy) throw new RebuildRefusedError('another rebuild is under way');
    this.busy = true;
    try {
      return await work();
    } finally {
      this.busy = false;
    }
  }

  private get live(): LiveProjections {
    const { log, pool, clickHouse, progress, runner, list } = this;
    return { log, pool, clickHouse, progress, runner, projectors: list.projectors };
  }
}

function planOf(projection: string): RebuildPlan {
  const plan = REBUILD_PLANS.find((one) => one.projection === projection);
  if (plan === undefined) throw new RebuildRefusedError(`there is no projection ${projection}`);
  return plan;
}

function ignore(): void {
  // Nobody wants to know.
}
