import { Injectable } from '@nestjs/common';
import type { ProjectRef } from '@runstead/run-commands';
import type { Run } from '@runstead/run-domain';
import { parseSweepConfig, SweepQueries, type AgentView, type Sweep } from '@runstead/sweeps';
import type { Resolver, ResolverMap } from '../graphql/resolver';
import { connection, decodeCursor, encodeCursor, pageSize, type Connection } from '../resolvers/page';
import { ProjectResolvers, type RunsPage } from '../resolvers/project.resolvers';
import { RunAccess } from '../resolvers/run-access';
import { isStorable } from '../resolvers/stored-text';
import { agentGlobalId, sweepGlobalId } from './sweep-ids';

type Field = Resolver<Sweep, unknown>;
interface Page {
  readonly first?: number | null;
  readonly after?: string | null;
}

/** An agent with the sweep it works on. */
export interface AgentSource {
  readonly sweep: Sweep;
  readonly agent: AgentView;
}

/** Controllers in the user's process read all runs at once. */
const ALL = 1_000;

/** Sweeps and agents as clients read them (sweeps protocol 2, 7). */
@Injectable()
export class SweepResolvers {
  constructor(
    private readonly sweeps: SweepQueries,
    private readonly projects: ProjectResolvers,
    private readonly access: RunAccess,
  ) {}

  readonly resolvers: ResolverMap = {
    Project: {
      totalSweeps: (async (project) => (await this.sweeps.ofProject(project.projectId)).length) satisfies Resolver<ProjectRef, unknown>,
      sweeps: ((project, page) => this.page(project, page)) satisfies Resolver<ProjectRef, Page>,
      sweep: (({ projectId }, { sweepName }) =>
        isStorable(sweepName) ? this.sweeps.byName(projectId, sweepName) : null) satisfies Resolver<ProjectRef, { sweepName: string }>,
    },
    Sweep: {
      id: ((sweep) => sweepGlobalId(sweep.sweepId)) satisfies Field,
      method: ((sweep) => methodOf(sweep)) satisfies Field,
      scheduler: ((sweep) => this.sweeps.scheduler(sweep)) satisfies Field,
      bestLoss: ((sweep) => this.sweeps.best(sweep)) satisfies Field,
      earlyStopJobRunning: () => false,
      controllerRunName: () => null,
      heartbeatAt: (async (sweep) =>
        Math.max(sweep.updatedAt, ...(await this.sweeps.agents(sweep)).map(({ lastSeen }) => lastSeen))) satisfies Field,
      runCount: ((sweep) => this.sweeps.runCount(sweep)) satisfies Field,
      runCountExpected: ((sweep) => inInt(this.sweeps.expectedRuns(sweep))) satisfies Field,
      project: ((sweep): ProjectRef => projectOf(sweep)) satisfies Field,
      runs: ((sweep, page) => this.projects.runPage(projectOf(sweep), ofSweep(sweep, page))) satisfies Resolver<Sweep, RunsPage>,
      priorRuns: ((sweep, page) => this.named(projectOf(sweep), sweep.priorRuns, page)) satisfies Resolver<Sweep, Page>,
      agents: (async (sweep) => ({
        edges: (await this.sweeps.agents(sweep)).map((agent) => ({ node: { sweep, agent } satisfies AgentSource })),
      })) satisfies Field,
      agent: (async (sweep, { agentName }) => {
        const agent = (await this.sweeps.agents(sweep)).find(({ name }) => name === agentName);
        return agent ? ({ sweep, agent } satisfies AgentSource) : null;
      }) satisfies Resolver<Sweep, { agentName: string }>,
    },
    Agent: {
      id: (({ agent }) => agentGlobalId(agent.sweepId, agent.agentId)) satisfies Resolver<AgentSource, unknown>,
      name: (({ agent }) => agent.name) satisfies Resolver<AgentSource, unknown>,
      host: (({ agent }) => agent.host) satisfies Resolver<AgentSource, unknown>,
      state: (({ agent }) => agent.state) satisfies Resolver<AgentSource, unknown>,
      createdAt: (({ agent }) => agent.createdAt) satisfies Resolver<AgentSource, unknown>,
      heartbeatAt: (({ agent }) => agent.lastSeen) satisfies Resolver<AgentSource, unknown>,
      totalRuns: (async ({ agent }) => (await this.sweeps.runsOfAgent(agent.agentId)).length) satisfies Resolver<AgentSource, unknown>,
      runs: (async ({ sweep, agent }, page) =>
        this.named(projectOf(sweep), await this.sweeps.runsOfAgent(agent.agentId), page)) satisfies Resolver<AgentSource, Page>,
    },
  };

  private async page(project: ProjectRef, { first, after }: Page): Promise<Connection<Sweep>> {
    const size = pageSize(first);
    const [last] = decodeCursor(after) ?? [];
    const all = await this.sweeps.ofProject(project.projectId);
    const rows = typeof last === 'string' ? all.filter(({ sweepId }) => BigInt(sweepId) < BigInt(/^\d+$/.test(last) ? last : '0')) : all;
    return connection(
      rows.slice(0, size + 1),
      size,
      ({ sweepId }) => encodeCursor([sweepId]),
      (sweep) => sweep,
    );
  }

  /** Runs in the order of their names' list; those that are gone are left out. */
  private async named(project: ProjectRef, names: readonly string[], { first, after }: Page): Promise<Connection<Run>> {
    const size = pageSize(first);
    const [begin] = decodeCursor(after) ?? [];
    const from = typeof begin === 'number' ? begin + 1 : 0;
    const places = names.slice(from, from + size + 1).map((name, index) => ({ name, place: from + index }));
    const page = connection(
      places,
      size,
      ({ place }) => encodeCursor([place]),
      ({ name }) => name,
    );
    const runs = await Promise.all(page.edges.map(async ({ node, cursor }) => ({ cursor, node: await this.access.run(project, node) })));
    return { ...page, edges: runs.flatMap(({ node, cursor }) => (node ? [{ node, cursor }] : [])) };
  }
}

function projectOf({ projectId, entity, project }: Sweep): ProjectRef {
  return { projectId, entity, name: project };
}

function ofSweep({ name }: Sweep, page: RunsPage): RunsPage {
  const own = { sweep: name };
  const filters = page.filters ? `{"$and":[${JSON.stringify(own)},${page.filters}]}` : JSON.stringify(own);
  return { ...page, first: page.first ?? ALL, order: page.order ?? '+created_at', filters };
}

function methodOf(sweep: Sweep): string {
  const parsed = parseSweepConfig(sweep.config);
  return parsed.ok ? parsed.config.method : 'custom';
}

/** GraphQL's Int ends at 2^31; a grid may not. */
function inInt(count: number | null): number | null {
  return count === null ? null : Math.min(count, 2_147_483_647);
}
