import { Injectable } from '@nestjs/common';
import { Policy } from '@runstead/accounts';
import { ProjectCommands, type ProjectRef } from '@runstead/run-commands';
import type { Run } from '@runstead/run-domain';
import { asksNothing, decodePosition, encodePosition, positionByCreation, RunSetQueries, type OrderKey } from '@runstead/run-queries';
import { plainGlobalId, projectGlobalId } from '../global-ids';
import { Refusal } from '../graphql/refusal';
import type { RequestContext } from '../graphql/request-context';
import type { Resolver, ResolverMap } from '../graphql/resolver';
import { parseRunFilter } from '../run-filters/parse-run-filter';
import { parseRunOrder } from '../run-filters/parse-run-order';
import { refusing } from '../run-filters/refusing';
import type { EntitySource } from './account.resolvers';
import { asReceived } from './as-received';
import { CatalogReads } from './catalog-reads';
import { connection, decodeCursor, encodeCursor, pageSize, type Connection } from './page';
import { projectNameRefusal } from './protocol-names';
import { RunAccess } from './run-access';
import { isStorable, requireStorable } from './stored-text';

interface ByName {
  readonly name?: string | null;
  readonly entityName?: string | null;
}
interface Page {
  readonly first?: number | null;
  readonly after?: string | null;
}
export interface RunsPage extends Page {
  readonly filters?: string | null;
  readonly order?: string | null;
}
interface UpsertModel {
  readonly input: { readonly name?: string | null; readonly entityName?: string | null; readonly description?: string | null };
}

/** Projects and their lists of runs (protocol, public API 6 and 7). `model` and `bucket` are old names. */
@Injectable()
export class ProjectResolvers {
  constructor(
    private readonly access: RunAccess,
    private readonly catalog: CatalogReads,
    private readonly policy: Policy,
    private readonly commands: ProjectCommands,
    private readonly sets: RunSetQueries,
  ) {}

  private readonly byName: Resolver<unknown, ByName> = (_, { name, entityName }, context) => this.access.project(entityName, name, context);
  private readonly run: Resolver<ProjectRef, { name: string }> = (project, { name }) => this.access.run(project, name);
  private readonly bucket: Resolver<ProjectRef, { name: string }> = async (project, { name }) => {
    const run = await this.access.run(project, name);
    return run && asReceived(run);
  };
  private readonly runs: Resolver<ProjectRef, RunsPage> = (project, page) => this.runPage(project, page);

  readonly resolvers: ResolverMap = {
    Query: {
      project: this.byName,
      model: this.byName,
      models: ((_, page, context) => this.projects(page, context)) satisfies Resolver<unknown, Page & { entityName?: string | null }>,
    },
    Entity: {
      project: ((entity, { name }, context) => this.access.project(entity.name, name, context)) satisfies Resolver<EntitySource, ByName>,
    },
    Project: {
      id: ((project) => projectGlobalId(project.entity, project.name)) satisfies Resolver<ProjectRef, unknown>,
      internalId: ((project) => plainGlobalId('ProjectInternalId', project.projectId)) satisfies Resolver<ProjectRef, unknown>,
      entityName: ((project) => project.entity) satisfies Resolver<ProjectRef, unknown>,
      entity: ((project): EntitySource => ({ name: project.entity })) satisfies Resolver<ProjectRef, unknown>,
      // Projects belong to their entity; who made one is not kept.
      user: () => null,
      createdAt: (async (project, _, context) => (await this.record(project, context))?.createdAt) satisfies Resolver<ProjectRef, unknown>,
      updatedAt: () => null,
      description: (async (project, _, context) => (await this.record(project, context))?.description ?? null) satisfies Resolver<
        ProjectRef,
        unknown
      >,
      access: () => 'PRIVATE',
      views: () => null,
      isBenchmark: () => false,
      readOnly: ((project, _, context) => !this.mayWrite(project, context)) satisfies Resolver<ProjectRef, unknown>,
      repo: () => null,
      dockerImage: () => null,
      runCount: ((project, { filters }) => refusing(this.runCount(project, filters))) satisfies Resolver<ProjectRef, RunsPage>,
      runs: this.runs,
      buckets: this.runs,
      run: this.run,
      // A client that resumes asks for `bucket`, readers ask for `run`.
      bucket: this.bucket,
    },
    Mutation: {
      upsertModel: ((_, { input }, context) => this.upsertModel(input, context)) satisfies Resolver<unknown, UpsertModel>,
    },
  };

  private record(project: ProjectRef, context: RequestContext) {
    return context.once(`project ${project.projectId}`, () => this.catalog.project(project.projectId));
  }

  private mayWrite({ entity, name }: ProjectRef, context: RequestContext): boolean {
    return this.policy.may(context.principal, 'project:write', { kind: 'project', entity, project: name });
  }

  private async projects(
    { entityName, first, after }: Page & { entityName?: string | null },
    context: RequestContext,
  ): Promise<Connection<ProjectRef>> {
    const entity = entityName || context.principal.username;
    const readable = isStorable(entity) && this.policy.may(context.principal, 'project:read', { kind: 'entity', entity });
    const size = pageSize(first);
    const [createdAt, projectId] = decodeCursor(after) ?? [];
    const position = typeof createdAt === 'number' && typeof projectId === 'string' ? { createdAt, projectId } : null;
    const rows = readable ? await this.catalog.projects(entity, position, size + 1) : [];
    return connection(
      rows,
      size,
      (row) => encodeCursor([row.createdAt, row.projectId]),
      (row): ProjectRef => ({ projectId: row.projectId, entity: row.entity, name: row.name }),
    );
  }

  /** A page of a project's runs, also for sweeps. */
  runPage(project: ProjectRef, page: RunsPage): Promise<Connection<Run>> {
    return refusing(this.readPage(project, page));
  }

  /** All runs by creation come from Postgres, which knows a run before the index does. */
  private async readPage(project: ProjectRef, { filters, order, first, after }: RunsPage): Promise<Connection<Run>> {
    const filter = parseRunFilter(filters);
    const keys = parseRunOrder(order);
    const size = pageSize(first);
    const rows =
      asksNothing(filter) && isByCreation(keys)
        ? await this.byCreation(project, keys[0]?.descending ?? false, after, size + 1)
        : await this.sets.runs(project, filter, { order: keys, limit: size + 1, after: after ? decodePosition(after, keys.length) : null });
    const shown = rows.slice(0, size);
    const runs = await this.access.byRunIds(shown.map(({ runId }) => runId));
    const edges = shown.flatMap(({ runId, position }) => {
      const run = runs.get(runId);
      return run ? [{ node: run, cursor: encodePosition(position) }] : [];
    });
    return { edges, pageInfo: { endCursor: edges.at(-1)?.cursor ?? null, hasNextPage: edges.length > 0 && rows.length > size } };
  }

  private async byCreation(project: ProjectRef, descending: boolean, after: string | null | undefined, limit: number) {
    const [createdAt, runId] = (after ? decodePosition(after, 1) : null)?.slice(-2) ?? [];
    const position = typeof createdAt === 'number' && typeof runId === 'string' ? { createdAt, runId } : null;
    const rows = await this.catalog.runs(project.projectId, descending, position, limit);
    return rows.map((row) => ({ runId: row.runId, position: positionByCreation(row.createdAt, row.runId) }));
  }

  private async runCount(project: ProjectRef, filters: string | null | undefined): Promise<number> {
    const filter = parseRunFilter(filters);
    return asksNothing(filter) ? this.catalog.runCount(project.projectId) : this.sets.count(project, filter);
  }

  /** Creates the project when the name is free; an existing one is answered as it is. */
  private async upsertModel(input: UpsertModel['input'], context: RequestContext) {
    const entity = input.entityName || context.principal.username;
    const name = input.name ?? '';
    const refusal = projectNameRefusal(name);
    if (refusal) throw new Refusal(400, refusal);
    await this.access.requireEntity('project:create', entity, name, context);
    const before = await this.access.project(entity, name, context);
    const description =
      input.description === null || input.description === undefined ? null : requireStorable(input.description, 'The description');
    const project = before ?? (await this.commands.create({ entity, name, description }, context.principal.username));
    return { project, model: project, inserted: before === null };
  }
}

function isByCreation([first, ...others]: readonly OrderKey[]): boolean {
  return first?.field.of === 'time' && first.field.name === 'createdAt' && others.length === 0;
}
