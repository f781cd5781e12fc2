import { Injectable } from '@nestjs/common';
import { ProjectCommands, type ProjectRef } from '@runstead/run-commands';
import { isJsonObject, parseJson, type SweepState } from '@runstead/run-domain';
import { RunSetQueries } from '@runstead/run-queries';
import {
  parseSweepConfig,
  SweepAgents,
  SweepCommands,
  SweepQueries,
  type AgentCommand,
  type Saved,
  type Sweep,
  type SweepEdit,
  type SweepOutcome,
} from '@runstead/sweeps';
import { Refusal } from '../graphql/refusal';
import type { RequestContext } from '../graphql/request-context';
import type { Resolver, ResolverMap } from '../graphql/resolver';
import { projectNameRefusal } from '../resolvers/protocol-names';
import { RunAccess } from '../resolvers/run-access';
import { isStorable, requireStorable } from '../resolvers/stored-text';
import { parseRunFilter } from '../run-filters/parse-run-filter';
import { refusing } from '../run-filters/refusing';
import { parseAgentGlobalId, parseSweepGlobalId } from './sweep-ids';
import type { AgentSource } from './sweep.resolvers';

type Text = string | null | undefined;
interface UpsertSweep {
  readonly id?: Text;
  readonly entityName?: Text;
  readonly projectName?: Text;
  readonly config?: Text;
  readonly description?: Text;
  readonly displayName?: Text;
  readonly state?: Text;
  readonly controller?: Text;
  readonly priorRunsFilters?: Text;
}
interface CreateAgent {
  readonly host?: Text;
  readonly projectName?: Text;
  readonly entityName?: Text;
  readonly sweep: string;
}
interface Heartbeat {
  readonly id: string;
  readonly runState?: Text;
}
interface Input<T> {
  readonly input: T;
}

const STATES: readonly string[] = ['PENDING', 'RUNNING', 'PAUSED', 'FINISHED', 'CANCELED'] satisfies SweepState[];
const MOST_PRIOR_RUNS = 1_000;
const DEFAULT_PROJECT = 'uncategorized';

/** What clients and agents do to sweeps (sweeps protocol 2, 3). */
@Injectable()
export class SweepMutations {
  constructor(
    private readonly access: RunAccess,
    private readonly projects: ProjectCommands,
    private readonly sets: RunSetQueries,
    private readonly commands: SweepCommands,
    private readonly agents: SweepAgents,
    private readonly queries: SweepQueries,
  ) {}

  readonly resolvers: ResolverMap = {
    Mutation: {
      upsertSweep: ((_, { input }, context) => this.upsert(input, context)) satisfies Resolver<unknown, Input<UpsertSweep>>,
      createAgent: ((_, { input }, context) => this.register(input, context)) satisfies Resolver<unknown, Input<CreateAgent>>,
      agentHeartbeat: ((_, { input }, context) => this.heartbeat(input, context)) satisfies Resolver<unknown, Input<Heartbeat>>,
    },
  };

  private async upsert(input: UpsertSweep, context: RequestContext) {
    const saved = granted(input.id ? await this.edit(input.id, input, context) : await this.create(input, context));
    return { sweep: saved.sweep, configValidationWarnings: saved.warnings };
  }

  private async create(input: UpsertSweep, context: RequestContext): Promise<SweepOutcome<Saved>> {
    if (!input.config) throw new Refusal(400, 'A new sweep needs "config".');
    const parsed = parseSweepConfig(requireStorable(input.config, 'The configuration'));
    if (!parsed.ok) throw new Refusal(400, parsed.message);
    const entity = input.entityName || parsed.config.entity || context.principal.username;
    const name = input.projectName || parsed.config.project || DEFAULT_PROJECT;
    const refusal = projectNameRefusal(name);
    if (refusal) throw new Refusal(400, refusal);
    await this.access.requireEntity('project:write', entity, name, context);
    const { username } = context.principal;
    const project = await this.projects.create({ entity, name, description: null }, username);
    const priorRuns = await this.priorRuns(project, input.priorRunsFilters);
    return this.commands.create(project, input.config, told(input), priorRuns, username);
  }

  private async edit(id: string, input: UpsertSweep, context: RequestContext): Promise<SweepOutcome<Saved>> {
    const sweep = await this.writable(parseSweepGlobalId(id), context);
    const edit: SweepEdit = {
      ...told(input),
      ...(input.config ? { config: requireStorable(input.config, 'The configuration') } : {}),
      ...(input.state ? { state: stateOf(input.state) } : {}),
    };
    return this.commands.change(sweep.sweepId, edit, context.principal.username);
  }

  private async register(input: CreateAgent, context: RequestContext): Promise<{ agent: AgentSource }> {
    const entity = input.entityName || context.principal.username;
    const projectName = input.projectName || DEFAULT_PROJECT;
    await this.access.requireEntity('project:write', entity, projectName, context);
    const project = await this.access.project(entity, projectName, context);
    const sweep = project && isStorable(input.sweep) ? await this.queries.byName(project.projectId, input.sweep) : null;
    const host = requireStorable(input.host ?? '', 'The host');
    const agent = sweep ? await this.agents.register(sweep.sweepId, host, context.principal.username) : null;
    if (!sweep || !agent) throw new Refusal(404, `There is no sweep ${entity}/${projectName}/${input.sweep}.`);
    return { agent: { sweep, agent: { ...agent, state: 'RUNNING', lastSeen: agent.createdAt } } };
  }

  private async heartbeat({ id, runState }: Heartbeat, context: RequestContext) {
    const parsed = parseAgentGlobalId(id);
    const sweep = await this.writable(parsed?.sweepId ?? null, context);
    const { agentId } = parsed!;
    const command = await this.agents.heartbeat(sweep.sweepId, agentId, runsIn(runState), context.principal.username);
    if (command === null) throw new Refusal(404, 'There is no such agent any more.');
    const now = { name: agentId, host: '', createdAt: sweep.createdAt, lastSeen: sweep.updatedAt };
    const agent: AgentSource = { sweep, agent: { agentId, sweepId: sweep.sweepId, state: 'RUNNING', ...now } };
    return { agent, commands: command === 'nothing' ? '[]' : `[${commandText(command)}]` };
  }

  /** For a caller who may change it. Throws 404: an agent then leaves. */
  private async writable(sweepId: string | null, context: RequestContext): Promise<Sweep> {
    const sweep = sweepId === null ? null : await this.agents.sweep(sweepId);
    if (!sweep) throw new Refusal(404, 'There is no such sweep.');
    await this.access.requireEntity('project:write', sweep.entity, sweep.project, context);
    return sweep;
  }

  private async priorRuns(project: ProjectRef, filters: Text): Promise<string[]> {
    if (!filters || filters === 'null' || filters === '{}') return [];
    const found = await refusing(this.sets.runs(project, parseRunFilter(filters), { order: [], limit: MOST_PRIOR_RUNS, after: null }));
    const runs = await Promise.all(found.map(({ runId }) => this.access.byRunId(runId)));
    return runs.flatMap((run) => (run ? [run.name] : []));
  }
}

function told({ displayName, description, controller }: UpsertSweep) {
  return {
    ...(displayName ? { displayName: requireStorable(displayName, 'displayName') } : {}),
    ...(description ? { description: requireStorable(description, 'description') } : {}),
    ...(controller ? { controller: requireStorable(controller, 'controller') } : {}),
  };
}

function stateOf(text: string): SweepState {
  const state = text.toUpperCase();
  if (!STATES.includes(state)) throw new Refusal(400, `A sweep cannot be ${text}: it is one of ${STATES.join(', ')}.`);
  return state as SweepState;
}

/** Names of the runs that an agent has; what cannot be read counts as none. */
function runsIn(runState: Text): string[] {
  if (!runState) return [];
  try {
    const states = parseJson(runState);
    return isJsonObject(states) ? Object.keys(states).filter((name) => states[name] !== false && isStorable(name)) : [];
  } catch {
    throw new Refusal(400, '"runState" is not JSON.');
  }
}

/** Arguments are JSON text already: `1.0` stays a float. */
function commandText(command: AgentCommand): string {
  if (command.type === 'exit') return '{"type":"exit"}';
  const named = `"type":${JSON.stringify(command.type)},"run_id":${JSON.stringify(command.runName)}`;
  return command.type === 'stop' ? `{${named}}` : `{${named},"program":${JSON.stringify(command.program)},"args":${command.arguments}}`;
}

function granted<T>(outcome: SweepOutcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw new Refusal(outcome.reason === 'missing' ? 404 : 400, outcome.message);
}
