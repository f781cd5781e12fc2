import { Injectable } from '@nestjs/common';
import { Clock, type EventOf, type JsonObject, type Run, type RunCommand, type RunDetails } from '@runstead/run-domain';
import { ENVIRONMENT_FILE, EnvironmentFile } from './environment-file';
import { LiveRuns } from './live-runs';
import { RecentAlerts } from './recent-alerts';
import { RunAnnouncements } from './run-announcements';
import { type Cause, RunChanges } from './run-changes';
import { RunRewinds } from './run-rewinds';
import type { Caller, RunUpsert, RunUpserted } from './run-upsert';

export type StoredRunFile = EventOf<'RunFileStored'>['data'];
export type RunAlert = EventOf<'RunAlertRaised'>['data'] & { readonly waitMs: number };

const MONITOR = 'system:status-monitor';

/**
 * What may be done to a run. Each command appends its events, waits up to 5 s for their row, and answers with the run;
 * null (false for alerts) for an unknown one. Throws `LogUnavailableError` (503) when the log does not take it.
 */
@Injectable()
export class RunCommands {
  constructor(
    private readonly changes: RunChanges,
    private readonly announcements: RunAnnouncements,
    private readonly environments: EnvironmentFile,
    private readonly alerts: RecentAlerts,
    private readonly live: LiveRuns,
    private readonly rewinds: RunRewinds,
    private readonly clock: Clock,
  ) {}

  /**
   * Makes the run (and its project) or changes what was told. A deleted run that is announced again is restored as the
   * same run. A run that starts, or starts again, is watched from now on.
   */
  async upsert(input: RunUpsert, caller: Caller): Promise<RunUpserted> {
    const announced = await this.announcements.announce(input, caller);
    const { project, inserted, drafts, run } = announced;
    if (drafts.some(({ type }) => type === 'RunStarted' || type === 'RunRevived')) await this.live.heard(run.runId);
    return { run: await this.changes.visible(announced), project, inserted };
  }

  /** As `upsert`, without waiting for the row: for runs that are made ahead of their client. */
  async prepare(input: RunUpsert, caller: Caller): Promise<void> {
    await this.announcements.announce(input, caller);
  }

  /** A run that was prepared and never began has failed; any other stays as it is. */
  async giveUp(runId: string, evidence: string, actor: string): Promise<void> {
    await this.changes.apply(runId, async () => ({ type: 'give-up', evidence }), { actor });
  }

  async changeDetails(runId: string, changes: Partial<RunDetails>, actor: string): Promise<Run | null> {
    return this.change(runId, { type: 'change-details', changes }, actor);
  }

  /** The whole config document. */
  async editConfig(runId: string, config: JsonObject, actor: string): Promise<Run | null> {
    return this.change(runId, { type: 'edit-config', config }, actor);
  }

  /** The whole summary. */
  async editSummary(runId: string, summary: JsonObject, actor: string): Promise<Run | null> {
    return this.change(runId, { type: 'edit-summary', summary }, actor);
  }

  async requestStop(runId: string, actor: string): Promise<Run | null> {
    return this.change(runId, { type: 'request-stop' }, actor);
  }

  /** Back to `step` (a whole number): history above it is not shown any more when this resolves. */
  async rewind(runId: string, step: number, caller: Caller): Promise<Run | null> {
    return this.rewinds.rewind(runId, step, { actor: caller.username, traceparent: caller.traceparent });
  }

  async delete(runId: string, actor: string): Promise<Run | null> {
    return this.change(runId, { type: 'delete' }, actor);
  }

  async restore(runId: string, actor: string): Promise<Run | null> {
    return this.change(runId, { type: 'restore' }, actor);
  }

  /** The bytes are in the object store. `wandb-metadata.json` is also read as the run's environment. */
  async storeFile(runId: string, file: StoredRunFile, actor: string): Promise<Run | null> {
    const run = await this.change(runId, { type: 'store-file', file }, actor);
    if (!run || file.name !== ENVIRONMENT_FILE) return run;
    const environment = await this.environments.read(file);
    return environment ? this.reportEnvironment(runId, environment, actor) : run;
  }

  async deleteFile(runId: string, name: string, actor: string): Promise<Run | null> {
    return this.change(runId, { type: 'delete-file', name }, actor);
  }

  async reportEnvironment(runId: string, environment: JsonObject, actor: string): Promise<Run | null> {
    return this.change(runId, { type: 'report-environment', environment }, actor);
  }

  /** False when the same title was raised within `waitMs`, or the run is unknown. */
  async raiseAlert(runId: string, { waitMs, ...alert }: RunAlert, actor: string): Promise<boolean> {
    const plan = async (): Promise<RunCommand | null> => {
      const last = await this.alerts.last(runId, alert.title);
      const now = this.clock.now();
      if (last !== null && now - last < waitMs) return null;
      this.alerts.note(runId, alert.title, now);
      return { type: 'raise-alert', alert };
    };
    try {
      const result = await this.changes.apply(runId, plan, { actor });
      return result !== null && result.position !== null;
    } catch (error) {
      // Not known to be raised: the client's next attempt must not be taken for a repetition.
      this.alerts.forget(runId, alert.title);
      throw error;
    }
  }

  /** Nothing was heard since `lastSeen`. A run that was heard meanwhile, or is over, stays as it is. */
  async heartbeatLost(runId: string, lastSeen: number, limitSeconds: number): Promise<Run | null> {
    const plan = async (): Promise<RunCommand | null> => {
      const latest = await this.live.lastSeen(runId);
      return latest !== null && latest > lastSeen ? null : { type: 'lose-heartbeat', lastSeen, limitSeconds };
    };
    // Nobody waits for this answer, and a sweep may mark many: the rows may follow.
    return (await this.changes.apply(runId, plan, { actor: MONITOR }))?.run ?? null;
  }

  private async change(runId: string, command: RunCommand, actor: string): Promise<Run | null> {
    const cause: Cause = { actor };
    const result = await this.changes.apply(runId, async () => command, cause);
    return result ? this.changes.visible(result) : null;
  }
}
