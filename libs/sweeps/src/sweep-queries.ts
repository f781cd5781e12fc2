import { Injectable } from '@nestjs/common';
import { Clock } from '@runstead/run-domain';
import { AgentSigns } from './agent-signs';
import { parseSweepConfig } from './config/parse-sweep-config';
import type { SweepConfig } from './config/sweep-config';
import { schedulerText } from './local-controller';
import { lossOf } from './proposals';
import { Grid } from './search/grid';
import { AGENT_SILENCE_MS, type Agent, type Sweep } from './sweep';
import { SweepRows } from './sweep-rows';
import { SweepRuns } from './sweep-runs';

export interface AgentView extends Agent {
  readonly state: 'RUNNING' | 'CRASHED';
  readonly lastSeen: number;
}

const MOST_RUNS = 100_000;

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
    const metric = configOf(sweep)?.metric;
    if (!metric) return null;
    const runs = await this.runs.list({ ...sweep, priorRuns: [] }, MOST_RUNS);
    const ids = runs.map(({ runId }) => runId);
    const losses = [...(await this.runs.values(sweep.projectId, metric, ids, [])).values()].map((value) => lossOf(metric, value)!);
    if (losses.length === 0) return null;
    const least = losses.reduce((left, right) => Math.min(left, right));
    return metric.goal === 'minimize' ? least : -least;
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

  runsOfAgent(agentId: string): Promise<string[]> {
    return this.rows.runsOfAgent(agentId);
  }
}

function configOf(sweep: Sweep): SweepConfig | null {
  const parsed = parseSweepConfig(sweep.config);
  return parsed.ok ? parsed.config : null;
}
