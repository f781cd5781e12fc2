import { Injectable } from '@nestjs/common';
import { ArtifactChanges } from '@runstead/artifacts';
import { RunCommands, type RunUpsert } from '@runstead/run-commands';
import type { Run, RunDetails } from '@runstead/run-domain';
import { parseRunGlobalId, type RunName } from '../global-ids';
import { Refusal } from '../graphql/refusal';
import type { RequestContext } from '../graphql/request-context';
import type { Resolver, ResolverMap } from '../graphql/resolver';
import { asReceived } from './as-received';
import { jsonDocument } from './json-document';
import { projectNameRefusal, runNameRefusal, tagsRefusal } from './protocol-names';
import { RunAccess } from './run-access';
import { requireStorable } from './stored-text';

type Text = string | null | undefined;

interface UpsertBucket {
  readonly id?: Text;
  readonly name?: Text;
  readonly modelName?: Text;
  readonly entityName?: Text;
  readonly groupName?: Text;
  readonly displayName?: Text;
  readonly notes?: Text;
  readonly commit?: Text;
  readonly config?: Text;
  readonly host?: Text;
  readonly jobProgram?: Text;
  readonly jobRepo?: Text;
  readonly jobType?: Text;
  readonly sweep?: Text;
  readonly tags?: readonly string[] | null;
  readonly summaryMetrics?: Text;
}

interface RaiseAlert {
  readonly entityName: string;
  readonly projectName: string;
  readonly runName: string;
  readonly title: string;
  readonly text: string;
  readonly severity?: 'INFO' | 'WARN' | 'ERROR' | null;
  readonly waitDuration?: number | null;
}

interface DeleteRun {
  readonly id: string;
  readonly deleteArtifacts?: boolean | null;
}

const DEFAULT_PROJECT = 'uncategorized';

/** What the client does to a run by GraphQL (protocol 4, 10; public API 8.1). */
@Injectable()
export class RunMutations {
  constructor(
    private readonly access: RunAccess,
    private readonly commands: RunCommands,
    private readonly artifacts: ArtifactChanges,
  ) {}

  readonly resolvers: ResolverMap = {
    Mutation: {
      upsertBucket: ((_, { input }, context) => this.upsert(input, context)) satisfies Resolver<unknown, { input: UpsertBucket }>,
      stopRun: ((_, { input }, context) => this.stop(input.id, context)) satisfies Resolver<unknown, { input: { id: string } }>,
      deleteRun: ((_, { input }, context) => this.delete(input, context)) satisfies Resolver<unknown, { input: DeleteRun }>,
      notifyScriptableRunAlert: ((_, { input }, context) => this.alert(input, context)) satisfies Resolver<unknown, { input: RaiseAlert }>,
    },
  };

  /**
   * With a run id (`name`): creates or continues the run. With only a storage id (query API): edits it, which neither
   * creates nor revives. Never answers a null bucket: the client would go on with an empty entity (protocol 2.2).
   */
  private async upsert(input: UpsertBucket, context: RequestContext): Promise<{ bucket: Run; inserted: boolean }> {
    const details = runDetails(input);
    const config = jsonDocument(input.config, 'config');
    const summary = jsonDocument(input.summaryMetrics, 'summaryMetrics');
    if (input.id && !input.name) return this.edit(input.id, { details, config, summary }, context);
    const target = upsertTarget(input, context);
    await this.access.requireEntity('project:write', target.entity, target.project, context);
    const { username } = context.principal;
    const caller = context.traceparent === undefined ? { username } : { username, traceparent: context.traceparent };
    const runId = input.id ? await this.rowId(input.id, context) : null;
    const upsert: RunUpsert = { runId, ...target, details, config, mergeConfig: context.writer !== '', summary };
    const { run, inserted } = await this.commands.upsert(upsert, caller);
    return { bucket: asReceived(run), inserted };
  }

  /** Null for a storage id that is none, or of a run that is gone: the name decides then. */
  private async rowId(id: string, context: RequestContext): Promise<string | null> {
    const name = parseRunGlobalId(id);
    if (!name) return null;
    const project = await this.access.project(name.entity, name.project, context);
    return project ? ((await this.access.run(project, name.name))?.runId ?? null) : null;
  }

  private async edit(
    id: string,
    { details, config, summary }: Pick<RunUpsert, 'details' | 'config' | 'summary'>,
    context: RequestContext,
  ): Promise<{ bucket: Run; inserted: boolean }> {
    const { runId } = await this.access.writableById(id, context);
    const actor = context.principal.username;
    const changes = Object.fromEntries(Object.entries(details).filter(([, value]) => value !== null)) as Partial<RunDetails>;
    if (Object.keys(changes).length > 0) await this.commands.changeDetails(runId, changes, actor);
    if (config) await this.commands.editConfig(runId, config, actor);
    if (summary) await this.commands.editSummary(runId, summary, actor);
    const run = await this.access.byRunId(runId);
    if (!run) throw new Refusal(404, 'There is no run with this id.');
    return { bucket: run, inserted: false };
  }

  private async stop(id: string, context: RequestContext): Promise<{ success: boolean; clientMutationId: null }> {
    const { runId } = await this.access.writableById(id, context);
    const run = await this.commands.requestStop(runId, context.principal.username);
    return { success: run !== null, clientMutationId: null };
  }

  private async delete({ id, deleteArtifacts }: DeleteRun, context: RequestContext): Promise<{ clientMutationId: null }> {
    const { runId, projectId } = await this.access.writableById(id, context);
    // First: a crash in between leaves the run, and the client asks again.
    if (deleteArtifacts === true) await this.artifacts.deleteOutputs(runId, projectId, context.principal.username);
    await this.commands.delete(runId, context.principal.username);
    return { clientMutationId: null };
  }

  /** An alert that is held back because its title was raised a moment ago is a success, too (protocol 10.4). */
  private async alert(input: RaiseAlert, context: RequestContext): Promise<{ success: boolean; clientMutationId: null }> {
    const { runId } = await this.access.writable({ entity: input.entityName, project: input.projectName, name: input.runName }, context);
    const alert = {
      title: requireStorable(input.title, 'The title'),
      text: requireStorable(input.text, 'The text'),
      severity: input.severity ?? ('INFO' as const),
      waitMs: Math.max(0, input.waitDuration ?? 0),
    };
    await this.commands.raiseAlert(runId, alert, context.principal.username);
    return { success: true, clientMutationId: null };
  }
}

/** Names with their defaults; throws a refusal for one that cannot be. */
function upsertTarget(input: UpsertBucket, context: RequestContext): { entity: string; project: string; name: string | null } {
  const { entity, project, name } = {
    entity: input.entityName || context.principal.username,
    project: input.modelName || DEFAULT_PROJECT,
    name: input.name || null,
  } satisfies Omit<RunName, 'name'> & { name: string | null };
  const refusal = projectNameRefusal(project) ?? (name === null ? null : runNameRefusal(name));
  if (refusal) throw new Refusal(400, refusal);
  return { entity, project, name };
}

/** A null never changes a stored value (protocol 4.1). */
function runDetails(input: UpsertBucket): RunDetails {
  const text = (value: Text, what: string): string | null => (value === null || value === undefined ? null : requireStorable(value, what));
  const tags = input.tags ? [...new Set(input.tags)] : null;
  const refusal = tags && tagsRefusal(tags);
  if (refusal) throw new Refusal(400, refusal);
  return {
    displayName: text(input.displayName, 'displayName') || null,
    notes: text(input.notes, 'notes'),
    tags,
    group: text(input.groupName, 'groupName'),
    jobType: text(input.jobType, 'jobType'),
    commit: text(input.commit, 'commit'),
    host: text(input.host, 'host'),
    program: text(input.jobProgram, 'jobProgram'),
    repo: text(input.jobRepo, 'jobRepo'),
    sweep: text(input.sweep, 'sweep'),
  };
}
