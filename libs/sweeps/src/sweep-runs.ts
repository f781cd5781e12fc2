import { Injectable } from '@nestjs/common';
import { ClickHouse } from '@runstead/clickhouse';
import { SqlPool } from '@runstead/postgres';
import { isJsonObject, parseJson, type JsonObject, type RunState } from '@runstead/run-domain';
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
