import { Injectable } from '@nestjs/common';
import { ClickHouse } from '@runstead/clickhouse';
import { SqlPool } from '@runstead/postgres';
import { isJsonObject, parseJson, type JsonObject, type RunState } from '@runstead/run-domain';
import { sql } from 'kysely';
import type { SweepMetric } from './config/sweep-config';
import type { Sweep } from './sweep';

/** A run of a sweep. */
export interface SweepRun {
  readonly runId: string;
  readonly name: string;
  readonly state: RunState;
  readonly config: JsonObject;
}

/** What runs have logged of the metric: finite values in the order of their steps. */
export interface MetricValues {
  readonly count: number;
  readonly least: number;
  readonly most: number;
  readonly last: number;
  /** At the asked row numbers (from 1), as far as there are so many. */
  readonly at: readonly number[];
}

/** How far the runs of a sweep are. */
export interface SweepTally {
  readonly runs: number;
  /** However they did. */
  readonly ended: number;
  /** All of them one after the other, in milliseconds. */
  readonly computeMs: number;
  readonly firstRunAt: number | null;
  readonly lastEndedAt: number | null;
}

export const NO_RUNS: SweepTally = { runs: 0, ended: 0, computeMs: 0, firstRunAt: null, lastEndedAt: null };

/** The runs of a sweep and what they have reached. */
@Injectable()
export class SweepRuns {
  constructor(
    private readonly pool: SqlPool,
    private readonly engine: ClickHouse,
  ) {}

  /** Those of the sweep in the order of their creation, then those whose results it began with; at most `limit`, the newest. */
  async list(sweep: Sweep, limit: number): Promise<SweepRun[]> {
    const rows = await this.pool.db
      .selectFrom('runs')
      .select(['run_id', 'name', 'state', 'config'])
      .where('project_id', '=', sweep.projectId)
      .where('deleted_at', 'is', null)
      .where((is) =>
        sweep.priorRuns.length === 0
          ? is('sweep', '=', sweep.name)
          : is.or([is('sweep', '=', sweep.name), is('name', 'in', [...sweep.priorRuns])]),
      )
      .orderBy('run_id', 'desc')
      .limit(limit)
      .execute();
    return rows.reverse().map((row) => {
      const config = parseJson(row.config);
      return { runId: row.run_id, name: row.name, state: row.state as RunState, config: isJsonObject(config) ? config : {} };
    });
  }

  async count({ projectId, name }: Pick<Sweep, 'projectId' | 'name'>): Promise<number> {
    const row = await this.pool.db
      .selectFrom('runs')
      .select((is) => is.fn.countAll<string>().as('runs'))
      .where('project_id', '=', projectId)
      .where('sweep', '=', name)
      .where('deleted_at', 'is', null)
      .executeTakeFirstOrThrow();
    return Number(row.runs);
  }

  /** By the sweeps' names; those without runs are missing. */
  async tallies(projectId: string, names: readonly string[]): Promise<Map<string, SweepTally>> {
    if (names.length === 0) return new Map();
    const rows = await this.pool.db
      .selectFrom('runs')
      .select((is) => [
        'sweep',
        is.fn.countAll<string>().as('runs'),
        is.fn.count<string>('ended_at').as('ended'),
        sql<string>`sum(extract(epoch from coalesce(ended_at, updated_at) - created_at) * 1000)`.as('compute'),
        is.fn.min('created_at').as('first'),
        is.fn.max('ended_at').as('last'),
      ])
      .where('project_id', '=', projectId)
      .where('sweep', 'in', [...names])
      .where('deleted_at', 'is', null)
      .groupBy('sweep')
      .execute();
    return new Map(
      rows.map(({ sweep, runs, ended, compute, first, last }) => [
        sweep ?? '',
        {
          runs: Number(runs),
          ended: Number(ended),
          computeMs: Math.max(0, Number(compute)),
          firstRunAt: first.getTime(),
          lastEndedAt: last?.getTime() ?? null,
        },
      ]),
    );
  }

  /** The run that has logged the best value of the metric; null before the first. */
  async best({ projectId, name }: Sweep, metric: Pick<SweepMetric, 'name' | 'goal'>): Promise<{ run: string; value: number } | null> {
    const rows = await this.pool.db
      .selectFrom('runs')
      .select(['run_id', 'name'])
      .where('project_id', '=', projectId)
      .where('sweep', '=', name)
      .where('deleted_at', 'is', null)
      .orderBy('run_id', 'desc')
      .limit(MOST_COMPARED)
      .execute();
    if (rows.length === 0) return null;
    const names = new Map(rows.map((row) => [row.run_id, row.name]));
    const sign = metric.goal === 'minimize' ? 1 : -1;
    const parameters = { project: projectId, key: metric.name, runs: [...names.keys()], sign };
    const [found] = await this.engine.query<{ run_id: string; v: number }>(BEST, parameters);
    return found ? { run: names.get(found.run_id) ?? '', value: found.v } : null;
  }

  /** By run id; runs that have logged nothing of the metric are missing. `rows`: row numbers from 1. */
  async values(
    projectId: string,
    metric: SweepMetric,
    runIds: readonly string[],
    rows: readonly number[],
  ): Promise<Map<string, MetricValues>> {
    if (runIds.length === 0) return new Map();
    const found = await this.engine.query<{
      run_id: string;
      count: string;
      least: number;
      most: number;
      last: number;
      at: number[];
    }>(VALUES, { project: projectId, key: metric.name, runs: [...runIds], rows: [...rows] });
    return new Map(found.map(({ run_id: runId, count, ...values }) => [runId, { ...values, count: Number(count) }]));
  }
}

const MOST_COMPARED = 100_000;

/** `sign` -1 looks for the greatest. Ties go to the run that was first. */
const BEST = `SELECT toString(run) AS run_id, v FROM (
  SELECT run_id AS run, step, argMax(value, ord) AS v FROM points
  WHERE project_id = {project:UInt64} AND key_id = sipHash64({project:UInt64}, {key:String}) AND run_id IN {runs:Array(UInt64)}
  GROUP BY run, step HAVING isFinite(v)
) ORDER BY v * {sign:Int8}, run LIMIT 1`;

/** Of a step that was logged again the newest value counts. Rows that a rewind hid still count: an agent never rewinds its run. */
const VALUES = `SELECT run_id, toString(length(vals)) AS count, arrayMin(vals) AS least, arrayMax(vals) AS most, vals[-1] AS last,
  arrayMap(row -> vals[row], arrayFilter(row -> row <= length(vals), {rows:Array(UInt64)})) AS at
FROM (
  SELECT run_id, groupArray(v) AS vals FROM (
    SELECT run_id, step, argMax(value, ord) AS v FROM points
    WHERE project_id = {project:UInt64} AND key_id = sipHash64({project:UInt64}, {key:String}) AND run_id IN {runs:Array(UInt64)}
    GROUP BY run_id, step HAVING isFinite(v) ORDER BY run_id, step
  ) GROUP BY run_id
)`;
