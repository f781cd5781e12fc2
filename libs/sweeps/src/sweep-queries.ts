import { Injectable } from '@nestjs/common';
import { Clock } from '@runstead/run-domain';
import { AgentSigns } from './agent-signs';
import { parseSweepConfig } from './config/parse-sweep-config';
import type { SweepConfig } from './config/sweep-config';
import { schedulerText } from './local-controller';
import { Grid } from './search/grid';
import { AGENT_SILENCE_MS, type Agent, type Sweep } from './sweep';
import { SweepRows } from './sweep-rows';
import { NO_RUNS, SweepRuns, type SweepTally } from './sweep-runs';

export interface AgentView extends Agent {
  readonly state: 'RUNNING' | 'CRASHED';
  readonly lastSeen: number;
}

/** Sweeps as clients and pages see them. */
@Injectable()
export class SweepQueries {
  constructor(
    private readonly rows: SweepRows,
    private readonly runs: SweepRuns,
    private readonly signs: AgentSigns,
    private readonly clock: Clock,
  ) {}

  byName(projectId: string, name: string): Promise<Sweep | null> {
    return this.rows.byName(projectId, name);
  }

  byId(sweepId: string): Promise<Sweep | null> {
    return this.rows.byId(sweepId);
  }

  /** Newest first. */
  ofProject(projectId: string): Promise<Sweep[]> {
    return this.rows.ofProject(projectId);
  }

  runCount(sweep: Sweep): Promise<number> {
    return this.runs.count(sweep);
  }

  /** Size of the grid (up to the run cap), or the run cap; null when the search has no end. */
  expectedRuns(sweep: Sweep): number | null {
    const config = configOf(sweep);
    if (!config) return null;
    if (config.method !== 'grid') return config.runCap;
    return Math.min(new Grid(config.parameters).size, config.runCap ?? Infinity, Number.MAX_SAFE_INTEGER);
  }

  /** The best value of the metric so far, as it was logged; null before the first. */
  async best(sweep: Sweep): Promise<number | null> {
    return (await this.bestRun(sweep))?.value ?? null;
  }

  /** With the run id that it is from. */
  async bestRun(sweep: Sweep): Promise<{ readonly run: string; readonly value: number } | null> {
    const metric = configOf(sweep)?.metric;
    return metric ? this.runs.best(sweep, metric) : null;
  }

  /** In the order of `sweeps`, which are of one project. */
  async tallies(sweeps: readonly Sweep[]): Promise<SweepTally[]> {
    const [first] = sweeps;
    if (!first) return [];
    const found = await this.runs.tallies(
      first.projectId,
      sweeps.map(({ name }) => name),
    );
    return sweeps.map(({ name }) => found.get(name) ?? NO_RUNS);
  }

  /** Those whose results the search began with, by name. */
  priorRuns(sweep: Sweep): readonly string[] {
    return sweep.priorRuns;
  }

  /** JSON text: which entries of the user's own controller became which run. */
  async scheduler(sweep: Sweep): Promise<string> {
    return schedulerText(await this.rows.assigned(sweep));
  }

  /** In the order in which they came. */
  async agents(sweep: Sweep): Promise<AgentView[]> {
    const now = this.clock.now();
    return (await this.rows.agents(sweep.sweepId)).map((agent) => {
      const lastSeen = Math.max(this.signs.lastSeen(agent.agentId), agent.createdAt);
      return { ...agent, lastSeen, state: now - lastSeen > AGENT_SILENCE_MS ? 'CRASHED' : 'RUNNING' };
    });
  }

  /** Runs that each agent was given, by agent id. */
  runsPerAgent(sweep: Sweep): Promise<ReadonlyMap<string, number>> {
    return this.rows.runsPerAgent(sweep.sweepId);
  }

  runsOfAgent(agentId: string): Promise<string[]> {
    return this.rows.runsOfAgent(agentId);
  }
}

function configOf(sweep: Sweep): SweepConfig | null {
  const parsed = parseSweepConfig(sweep.config);
  return parsed.ok ? parsed.config : null;
}
