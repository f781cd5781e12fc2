import { Injectable } from '@nestjs/common';
import type { RebuildProgress, RebuildSummary } from '../rebuild/rebuild-report';
import { RebuildRefusedError, Rebuilds } from '../rebuild/rebuilds';
import { Verification } from '../verify/verification';
import type { VerifyProgress, VerifyReport } from '../verify/verify-report';

export type MaintenanceTask =
  | {
      readonly kind: 'rebuild';
      readonly action: 'rebuild' | 'check' | 'roll-back' | 'drop-old';
      /** One projection, or `all`. */
      readonly projection: string;
      readonly acceptDifferences: boolean;
    }
  | { readonly kind: 'verify' };

export interface MaintenanceJob {
  readonly id: number;
  readonly task: MaintenanceTask;
  readonly state: 'running' | 'done' | 'failed';
  readonly progress: RebuildProgress | VerifyProgress | null;
  /** One a projection, as they are finished. */
  readonly rebuilds: readonly RebuildSummary[];
  readonly verify: VerifyReport | null;
  /** In words, when it failed. */
  readonly error: string | null;
}

/** Runs what takes long one at a time and tells how far it is, so that a command can ask again and again. */
@Injectable()
export class MaintenanceJobs {
  private latest: MaintenanceJob | null = null;

  constructor(
    private readonly rebuilds: Rebuilds,
    private readonly verification: Verification,
  ) {}

  /** Of the last job that was begun here; null when there was none, or another since. */
  job(id: number): MaintenanceJob | null {
    return this.latest?.id === id ? this.latest : null;
  }

  /** Begins; throws `RebuildRefusedError` while another runs, or for a projection that there is not. */
  start(task: MaintenanceTask): MaintenanceJob {
    if (this.latest?.state === 'running') throw new RebuildRefusedError('another rebuild or verify is under way');
    if (task.kind === 'rebuild') this.projectionsOf(task.projection);
    const id = (this.latest?.id ?? 0) + 1;
    this.latest = { id, task, state: 'running', progress: null, rebuilds: [], verify: null, error: null };
    void this.run(task).then(
      () => this.change({ state: 'done', progress: null }),
      (error: unknown) => this.change({ state: 'failed', progress: null, error: error instanceof Error ? error.message : String(error) }),
    );
    return this.latest;
  }

  private async run(task: MaintenanceTask): Promise<void> {
    const report = (progress: RebuildProgress | VerifyProgress): void => this.change({ progress });
    if (task.kind === 'verify') return this.change({ verify: await this.verification.verify({ report }) });
    for (const projection of this.projectionsOf(task.projection)) {
      const summary = await this.rebuild(task, projection, report);
      if (summary !== null) this.change({ rebuilds: [...(this.latest?.rebuilds ?? []), summary] });
    }
  }

  private async rebuild(
    { action, acceptDifferences }: Extract<MaintenanceTask, { kind: 'rebuild' }>,
    projection: string,
    report: (progress: RebuildProgress) => void,
  ): Promise<RebuildSummary | null> {
    switch (action) {
      case 'rebuild':
        return this.rebuilds.rebuild(projection, { acceptDifferences, report });
      case 'check':
        return this.rebuilds.check(projection, { report });
      case 'roll-back':
        return this.rebuilds.rollBack(projection, { report });
      case 'drop-old':
        await this.rebuilds.dropOld(projection);
        return null;
    }
  }

  private projectionsOf(name: string): readonly string[] {
    const { projections } = this.rebuilds;
    if (name === 'all') return projections;
    if (!projections.includes(name))
      throw new RebuildRefusedError(`There is no projection ${name}: choose ${projections.join(', ')} or all.`);
    return [name];
  }

  private change(changes: Partial<MaintenanceJob>): void {
    if (this.latest) this.latest = { ...this.latest, ...changes };
  }
}
