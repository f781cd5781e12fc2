import { Injectable } from '@nestjs/common';
import { Ids, type Run, type RunCommand, generateDisplayName } from '@runstead/run-domain';
import { ProjectCommands } from './project-commands';
import { type Cause, type RunChangeResult, RunChanges } from './run-changes';
import { RunForks } from './run-forks';
import { RunOrdinals } from './run-ordinals';
import type { ProjectRef } from './run-ref';
import { RunStates } from './run-states';
import type { Caller, RunUpsert } from './run-upsert';
import { StreamWatermarks } from './stream-watermarks';

const DEFAULT_PROJECT = 'uncategorized';
const NAME_LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789';

export interface Announced extends RunChangeResult {
  readonly project: ProjectRef;
  readonly inserted: boolean;
}

/** Makes runs known: each name once in its project, however many requests name it at the same time. */
@Injectable()
export class RunAnnouncements {
  constructor(
    private readonly changes: RunChanges,
    private readonly states: RunStates,
    private readonly projects: ProjectCommands,
    private readonly ordinals: RunOrdinals,
    private readonly watermarks: StreamWatermarks,
    private readonly forks: RunForks,
    private readonly ids: Ids,
  ) {}

  async announce(input: RunUpsert, caller: Caller): Promise<Announced> {
    const cause = { actor: caller.username, traceparent: caller.traceparent };
    const { details, config, mergeConfig, summary } = input;
    const commandFor = (identity: Identity): RunCommand => ({ type: 'announce', identity, details, config, mergeConfig, summary });
    const named = await this.byRowId(input);
    const project = named ? projectOf(named) : await this.projectFor(input, caller.username);
    const name = named?.name ?? input.name ?? this.newName();
    return this.makeOrChange(project, name, commandFor, cause);
  }

  /** For lines of a run that was never announced. */
  async stub(entity: string, projectName: string, name: string, cause: Cause): Promise<Run> {
    const project = await this.projectFor({ entity, project: projectName }, cause.actor);
    const { run } = await this.makeOrChange(project, name, (identity) => ({ type: 'stub', identity }), cause);
    return run;
  }

  private async makeOrChange(
    project: ProjectRef,
    name: string,
    commandFor: (identity: Identity) => RunCommand,
    cause: Cause,
  ): Promise<Announced> {
    return this.changes.decideOnName(project.projectId, name, async () => {
      const known = await this.states.loadByName(project.projectId, name);
      if (known) {
        const changed = await this.changes.apply(known.runId, async (run) => commandFor(run), cause);
        if (changed) return { ...changed, project, inserted: false };
      }
      const identity = await this.newIdentity(project, name, cause.actor);
      const told = commandFor(identity);
      const fork = told.type === 'announce' ? await this.forks.copy(identity, told.config, cause) : null;
      const command = fork && told.type === 'announce' ? { ...told, fork } : told;
      const created = await this.changes.create(identity.runId, command, cause);
      if (!fork) this.watermarks.begin(identity.runId);
      return { ...created, project, inserted: true };
    });
  }

  private async newIdentity(project: ProjectRef, name: string, author: string): Promise<Identity> {
    const ordinal = await this.ordinals.next(project.projectId);
    return {
      runId: this.ids.rowId(),
      projectId: project.projectId,
      entity: project.entity,
      project: project.name,
      name,
      displayName: generateDisplayName(this.ids.secret(4), ordinal + 1),
      ordinal,
      author,
    };
  }

  /** Only inside the project that the caller was authorised for: a row id of elsewhere opens nothing. */
  private async byRowId({ runId, entity, project }: RunUpsert): Promise<Run | null> {
    const run = runId === null ? null : await this.states.load(runId);
    return run && run.entity === entity && run.project === (project || DEFAULT_PROJECT) ? run : null;
  }

  private async projectFor(wanted: Pick<RunUpsert, 'entity' | 'project'>, actor: string): Promise<ProjectRef> {
    const name = wanted.project || DEFAULT_PROJECT;
    return (await this.projects.ensure({ entity: wanted.entity, name, description: null }, actor)).ref;
  }

  private newName(): string {
    const bytes = Buffer.from(this.ids.secret(8), 'hex');
    return Array.from(bytes, (byte) => NAME_LETTERS[byte % NAME_LETTERS.length]).join('');
  }
}

type Identity = Extract<RunCommand, { type: 'stub' }>['identity'];

function projectOf(run: Run): ProjectRef {
  return { projectId: run.projectId, entity: run.entity, name: run.project };
}
