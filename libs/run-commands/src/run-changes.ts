import { Injectable } from '@nestjs/common';
import type { LogPosition } from '@runstead/event-log';
import { Clock, Ids, type Run, type RunCommand, type RunEventDraft, decide, evolve, stampEvents } from '@runstead/run-domain';
import { CommandLog } from './command-log';
import { RunStates } from './run-states';

/** Who caused a command, in which trace. */
export interface Cause {
  readonly actor: string;
  readonly traceparent?: string | undefined;
}

export interface RunChangeResult {
  /** The state after the command. */
  readonly run: Run;
  /** null when the command changed nothing. */
  readonly position: LogPosition | null;
  readonly drafts: readonly RunEventDraft[];
}

/** The way of every command on a run: load, decide, append. One at a time for each run, so that no two decide on the same state. */
@Injectable()
export class RunChanges {
  constructor(
    private readonly states: RunStates,
    private readonly commands: CommandLog,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** null for an unknown run. `plan` may find, inside the queue, that nothing is to be done. */
  async apply(runId: string, plan: (run: Run) => Promise<RunCommand | null>, cause: Cause): Promise<RunChangeResult | null> {
    return this.commands.decide(`run:${runId}`, async () => {
      const run = await this.states.load(runId);
      if (!run) return null;
      const command = await plan(run);
      return this.record(run, runId, command ? decide(run, command) : [], cause);
    });
  }

  /** A run that nobody knows yet. The caller makes sure that its name is not taken meanwhile. */
  async create(runId: string, command: RunCommand, cause: Cause): Promise<RunChangeResult> {
    return this.record(null, runId, decide(null, command), cause);
  }

  /** For what decides whether there is such a run. */
  async decideOnName<T>(projectId: string, name: string, work: () => Promise<T>): Promise<T> {
    return this.commands.decide(`run-name:${projectId}/${name}`, work);
  }

  /** Waits until the row shows the change, then answers from it; a lagging catalog must not break a run's start. */
  async visible({ run, position }: RunChangeResult): Promise<Run> {
    if (!position || !(await this.commands.projected(position))) return run;
    return (await this.states.load(run.runId)) ?? run;
  }

  private async record(before: Run | null, runId: string, drafts: readonly RunEventDraft[], cause: Cause): Promise<RunChangeResult> {
    const stamp = { key: runId, time: this.clock.now(), actor: cause.actor, traceparent: cause.traceparent };
    const events = stampEvents(drafts, stamp, this.ids);
    const run = events.reduce<Run | null>(evolve, before);
    if (!run) throw new Error(`Run ${runId} was not created by its own events`);
    if (events.length === 0) return { run, position: null, drafts };
    const position = await this.commands.append(events);
    this.states.remember(run, position);
    return { run, position, drafts };
  }
}
