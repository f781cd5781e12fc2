import { Injectable } from '@nestjs/common';
import { SqlPool } from '@runstead/postgres';
import type { RunState, SweepState } from '@runstead/run-domain';
import type { Agent, Sweep } from './sweep';

/** A run that was given out, with what became of it; `state` null: it was not made yet. */
export interface AssignedRow {
  readonly runName: string;
  readonly place: number | null;
  readonly agentId: string;
  readonly arguments: string;
  readonly token: string | null;
  readonly state: RunState | null;
}

/** Rows of the catalog about sweeps. */
@Injectable()
export class SweepRows {
  constructor(private readonly pool: SqlPool) {}

  /** Null for an unknown or deleted one. */
  async byId(sweepId: string): Promise<Sweep | null> {
    const row = await this.select().where('sweeps.sweep_id', '=', sweepId).executeTakeFirst();
    return row ? sweepOf(row) : null;
  }

  async byName(projectId: string, name: string): Promise<Sweep | null> {
    const row = await this.select().where('sweeps.project_id', '=', projectId).where('sweeps.name', '=', name).executeTakeFirst();
    return row ? sweepOf(row) : null;
  }

  /** Newest first. */
  async ofProject(projectId: string): Promise<Sweep[]> {
    const rows = await this.select().where('sweeps.project_id', '=', projectId).orderBy('sweeps.sweep_id', 'desc').execute();
    return rows.map(sweepOf);
  }

  /** In the order in which they came. */
  async agents(sweepId: string): Promise<Agent[]> {
    const rows = await this.pool.db.selectFrom('sweep_agents').selectAll().where('sweep_id', '=', sweepId).orderBy('agent_id').execute();
    return rows.map((row) => ({
      agentId: row.agent_id,
      sweepId: row.sweep_id,
      name: row.name,
      host: row.host,
      createdAt: row.created_at.getTime(),
    }));
  }

  /** In the order in which they were given out. */
  async assigned({ sweepId, projectId }: Sweep): Promise<AssignedRow[]> {
    const rows = await this.pool.db
      .selectFrom('sweep_runs')
      .leftJoin('runs', (join) => join.on('runs.project_id', '=', projectId).onRef('runs.name', '=', 'sweep_runs.run_name'))
      .select(['run_name', 'place', 'agent_id', 'arguments', 'token', 'runs.state'])
      .where('sweep_runs.sweep_id', '=', sweepId)
      .orderBy('sweep_runs.ordinal')
      .execute();
    return rows.map((row) => ({
      runName: row.run_name,
      place: row.place,
      agentId: row.agent_id,
      arguments: row.arguments,
      token: row.token,
      state: row.state as RunState | null,
    }));
  }

  /** Names of an agent's runs, in the order in which it got them. */
  async runsOfAgent(agentId: string): Promise<string[]> {
    const rows = await this.pool.db
      .selectFrom('sweep_runs')
      .select('run_name')
      .where('agent_id', '=', agentId)
      .orderBy('sweep_runs.ordinal')
      .execute();
    return rows.map((row) => row.run_name);
  }

  async runsPerAgent(sweepId: string): Promise<Map<string, number>> {
    const rows = await this.pool.db
      .selectFrom('sweep_runs')
      .select((is) => ['agent_id', is.fn.countAll<string>().as('runs')])
      .where('sweep_id', '=', sweepId)
      .groupBy('agent_id')
      .execute();
    return new Map(rows.map(({ agent_id: agent, runs }) => [agent, Number(runs)]));
  }

  private select() {
    return this.pool.db
      .selectFrom('sweeps')
      .innerJoin('projects', 'projects.project_id', 'sweeps.project_id')
      .selectAll('sweeps')
      .select(['projects.entity', 'projects.name as project'])
      .where('sweeps.deleted_at', 'is', null);
  }
}

type SelectedRow = Awaited<ReturnType<ReturnType<SweepRows['select']>['execute']>>[number];

function sweepOf(row: SelectedRow): Sweep {
  return {
    sweepId: row.sweep_id,
    projectId: row.project_id,
    entity: row.entity,
    project: row.project,
    name: row.name,
    displayName: row.display_name,
    description: row.description,
    config: row.config,
    controller: row.controller,
    state: row.state as SweepState,
    stateReason: row.state_reason,
    author: row.author,
    priorRuns: row.prior_runs,
    createdAt: row.created_at.getTime(),
    updatedAt: row.updated_at.getTime(),
  };
}
