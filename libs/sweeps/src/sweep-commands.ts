import { Injectable } from '@nestjs/common';
import { RunCommands, type ProjectRef } from '@runstead/run-commands';
import { Clock, Ids, type SweepState } from '@runstead/run-domain';
import { parseSweepConfig } from './config/parse-sweep-config';
import { OpenSweeps } from './open-sweeps';
import { newName } from './short-names';
import type { Sweep, SweepOutcome } from './sweep';
import { SweepJournal } from './sweep-journal';
import { SweepRuns } from './sweep-runs';

/** Fields that are absent stay as they are. */
export interface SweepEdit {
  readonly config?: string;
  readonly displayName?: string | null;
  readonly description?: string | null;
  readonly controller?: string | null;
  readonly state?: SweepState;
}

export interface Saved {
  readonly sweep: Sweep;
  /** What was kept and will be ignored. */
  readonly warnings: readonly string[];
}

const MOST_RUNNING = 100_000;

/** What may be done to a sweep (sweeps protocol 2.1, 2.2). A refused configuration leaves nothing behind. */
@Injectable()
export class SweepCommands {
  constructor(
    private readonly open: OpenSweeps,
    private readonly runs: SweepRuns,
    private readonly runCommands: RunCommands,
    private readonly journal: SweepJournal,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** Visible when it resolves. */
  async create(
    project: ProjectRef,
    text: string,
    told: { readonly displayName?: string | null; readonly description?: string | null; readonly controller?: string | null },
    priorRuns: readonly string[],
    actor: string,
  ): Promise<SweepOutcome<Saved>> {
    const parsed = parseSweepConfig(text);
    if (!parsed.ok) return { ok: false, reason: 'invalid', message: parsed.message };
    const { config, warnings } = parsed;
    if (config.method === 'custom' && !config.local)
      return { ok: false, reason: 'invalid', message: '"custom" needs a controller of your own: set "controller": { type: local }.' };
    const sweepId = this.ids.rowId();
    const data = {
      sweepId,
      projectId: project.projectId,
      name: newName(this.ids),
      displayName: told.displayName ?? config.name,
      description: told.description ?? config.description,
      config: text,
      controller: told.controller ?? null,
      priorRuns: [...priorRuns],
    };
    const position = await this.journal.append({ type: 'SweepCreated', data }, actor);
    await this.journal.visible(position);
    const now = this.clock.now();
    const { projectId: _, ...fields } = data;
    const made = { state: 'PENDING' as const, stateReason: null, author: actor, createdAt: now, updatedAt: now };
    const sweep: Sweep = { ...fields, ...made, projectId: project.projectId, entity: project.entity, project: project.name };
    return { ok: true, value: { sweep, warnings } };
  }

  /** Runs that were made stay what they are. Cancelling stops those that go on. */
  async change(sweepId: string, edit: SweepEdit, actor: string): Promise<SweepOutcome<Saved>> {
    return this.open.turn(sweepId, () => this.changeInTurn(sweepId, edit, actor, null));
  }

  /** Within a turn of the sweep; `reason` when nobody asked. */
  async changeInTurn(sweepId: string, edit: SweepEdit, actor: string, reason: string | null): Promise<SweepOutcome<Saved>> {
    const open = await this.open.get(sweepId);
    if (!open) return { ok: false, reason: 'missing', message: 'There is no such sweep.' };
    const parsed = edit.config === undefined ? null : parseSweepConfig(edit.config);
    if (parsed && !parsed.ok) return { ok: false, reason: 'invalid', message: parsed.message };
    const changes = differences(open.sweep, edit);
    if (Object.keys(changes).length > 0) {
      open.changed({ ...changes, updatedAt: this.clock.now(), ...(changes.state === undefined ? {} : { stateReason: reason }) });
      try {
        await this.journal.visible(await this.journal.append({ type: 'SweepChanged', data: { sweepId, changes, reason } }, actor));
      } catch (error) {
        this.open.forget(sweepId);
        throw error;
      }
    }
    if (changes.state === 'CANCELED') await this.stopRuns(open.sweep, actor);
    return { ok: true, value: { sweep: open.sweep, warnings: parsed?.ok ? parsed.warnings : [] } };
  }

  /** Its runs stay; its agents are told to leave. */
  async delete(sweepId: string, actor: string): Promise<SweepOutcome<null>> {
    return this.open.turn(sweepId, () => this.deleteInTurn(sweepId, actor));
  }

  private async deleteInTurn(sweepId: string, actor: string): Promise<SweepOutcome<null>> {
    const open = await this.open.get(sweepId);
    if (!open) return { ok: false, reason: 'missing', message: 'There is no such sweep.' };
    const position = await this.journal.append({ type: 'SweepDeleted', data: { sweepId } }, actor);
    this.open.forget(sweepId);
    await this.journal.visible(position);
    return { ok: true, value: null };
  }

  private async stopRuns(sweep: Sweep, actor: string): Promise<void> {
    const runs = await this.runs.list({ ...sweep, priorRuns: [] }, MOST_RUNNING);
    for (const { runId, state } of runs) if (state === 'running') await this.runCommands.requestStop(runId, actor);
  }
}

function differences(sweep: Sweep, edit: SweepEdit): SweepEdit {
  const fields = ['config', 'displayName', 'description', 'controller', 'state'] as const;
  return Object.fromEntries(
    fields.filter((field) => edit[field] !== undefined && edit[field] !== sweep[field]).map((field) => [field, edit[field]]),
  );
}
