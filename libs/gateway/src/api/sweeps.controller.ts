import {
  planOf,
  SweepCommands,
  SweepQueries,
  type AgentView,
  type Saved,
  type Sweep,
  type SweepOutcome,
  type SweepTally,
} from '@runstead/sweeps';
import {
  newSweepSchema,
  savedSweepSchema,
  sweepChangesSchema,
  sweepListQuerySchema,
  sweepListSchema,
  sweepSchema,
  type SavedSweep,
  type SweepAgent,
  type SweepDocument,
  type SweepList,
  type SweepRow,
} from '@runstead/ui-contract';
import type { Call } from '../endpoint/call';
import { endpoint } from '../endpoint/endpoint';
import { conflict, invalid, notFound } from '../endpoint/problem';
import { ApiController, Serve } from '../endpoint/serve';

const sweeps = '/projects/:entity/:project/sweeps';
const sweep = `${sweeps}/:sweep`;
const reading = { action: 'project:read', on: 'project' } as const;
const writing = { action: 'project:write', on: 'project' } as const;
const listSweeps = endpoint({
  method: 'GET',
  path: sweeps,
  summary: 'The sweeps of the project, newest first',
  access: reading,
  query: sweepListQuerySchema,
  answer: sweepListSchema,
});
const createSweep = endpoint({
  method: 'POST',
  path: sweeps,
  summary: 'Create a sweep from its configuration (YAML or JSON text); 400 says what to change',
  access: writing,
  body: newSweepSchema,
  answer: savedSweepSchema,
});
const readSweep = endpoint({
  method: 'GET',
  path: sweep,
  summary: 'A sweep with its configuration, progress and agents',
  access: reading,
  answer: sweepSchema,
});
const changeSweep = endpoint({
  method: 'PATCH',
  path: sweep,
  summary: 'Pause, resume, stop or cancel a sweep, change its configuration or name; runs that were made stay what they are',
  access: writing,
  body: sweepChangesSchema,
  answer: savedSweepSchema,
});
const removeSweep = endpoint({
  method: 'DELETE',
  path: sweep,
  summary: 'Delete a sweep; its runs stay and its agents leave',
  access: writing,
  answer: 'nothing',
});

const OVER: readonly string[] = ['FINISHED', 'CANCELED', 'CRASHED'];

/** Sweeps for pages and scripts. */
@ApiController()
export class SweepsController {
  constructor(
    private readonly queries: SweepQueries,
    private readonly commands: SweepCommands,
  ) {}

  @Serve(listSweeps)
  async list({ project, query }: Call<typeof listSweeps>): Promise<SweepList> {
    const all = await this.queries.ofProject(project.projectId);
    const page = all.slice(query.offset, query.offset + query.limit);
    const tallies = await this.queries.tallies(page);
    const rows = await Promise.all(page.map((each, i) => this.row(each, tallies[i]!)));
    return { sweeps: rows, total: all.length };
  }

  @Serve(createSweep)
  async create({ principal, project, body: { config, ...told } }: Call<typeof createSweep>): Promise<SavedSweep> {
    const words = { displayName: told.displayName || null, description: told.description || null };
    return this.saved(await this.commands.create(project, config, words, [], principal.username));
  }

  @Serve(readSweep)
  async read(call: Call<typeof readSweep>): Promise<SweepDocument> {
    return this.document(await this.found(call));
  }

  @Serve(changeSweep)
  async change(call: Call<typeof changeSweep>): Promise<SavedSweep> {
    const { state, config, displayName, description } = call.body;
    const before = await this.found(call);
    if (state !== undefined && state !== before.state && state !== 'RUNNING' && OVER.includes(before.state))
      throw conflict('sweep-is-over', `This sweep is ${before.state}: it can only be resumed.`);
    const edit = {
      ...(state === undefined ? {} : { state }),
      ...(config === undefined ? {} : { config }),
      ...(displayName === undefined ? {} : { displayName: displayName || null }),
      ...(description === undefined ? {} : { description: description || null }),
    };
    return this.saved(await this.commands.change(before.sweepId, edit, call.principal.username));
  }

  @Serve(removeSweep)
  async remove(call: Call<typeof removeSweep>): Promise<void> {
    const { sweepId } = await this.found(call);
    const { ok } = await this.commands.delete(sweepId, call.principal.username);
    if (!ok) throw notFound();
  }

  private async found({ project, params }: Pick<Call<typeof readSweep>, 'project' | 'params'>): Promise<Sweep> {
    // A name with NUL is none, and the store would refuse the question.
    const found = params.sweep.includes('\0') ? null : await this.queries.byName(project.projectId, params.sweep);
    if (!found) throw notFound();
    return found;
  }

  private async saved(outcome: SweepOutcome<Saved>): Promise<SavedSweep> {
    if (!outcome.ok) throw outcome.reason === 'missing' ? notFound() : invalid(outcome.message, 'sweep-configuration');
    return { ...(await this.document(outcome.value.sweep)), warnings: [...outcome.value.warnings] };
  }

  private async document(found: Sweep): Promise<SweepDocument> {
    const [[tally], agents, runsOf] = await Promise.all([
      this.queries.tallies([found]),
      this.queries.agents(found),
      this.queries.runsPerAgent(found),
    ]);
    const { description, updatedAt, config } = found;
    const { parameters, earlyTermination } = planOf(config);
    return {
      ...(await this.row(found, tally!)),
      ...{ description, updatedAt, config, earlyTermination },
      parameters: [...parameters],
      firstRunAt: tally!.firstRunAt,
      lastEndedAt: tally!.lastEndedAt,
      agents: agents.map((agent) => agentOf(agent, runsOf.get(agent.agentId) ?? 0)),
    };
  }

  private async row(found: Sweep, { runs, ended, computeMs }: SweepTally): Promise<SweepRow> {
    const { name, displayName, state, stateReason, createdAt, author, config } = found;
    const { method, metric } = planOf(config);
    return {
      ...{ name, displayName, state, stateReason, createdAt, author, method, metric, computeMs },
      runCount: runs,
      endedRuns: ended,
      expectedRuns: this.queries.expectedRuns(found),
      best: runs === 0 ? null : await this.queries.bestRun(found),
    };
  }
}

function agentOf({ name, host, state, createdAt, lastSeen }: AgentView, runs: number): SweepAgent {
  return { name, host, state: state === 'RUNNING' ? 'active' : 'lost', createdAt, lastHeartbeatAt: lastSeen, runs };
}
