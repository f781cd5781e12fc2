import { Injectable } from '@nestjs/common';
import { ClickHouse, type QueryParams } from '@runstead/clickhouse';
import { Clock } from '@runstead/run-domain';
import { Bindings } from '../filter/bindings';
import { filterSql } from '../filter/filter.sql';
import { FilterRefusedError, type RunFilter } from '../filter/run-filter';
import { beyond, orderBy, runOrder, type OrderKey } from './run-order';
import type { RunPosition } from './run-position';
import { matchingRuns } from './value.sql';

/** The project whose runs are asked for. */
export interface ProjectScope {
  readonly projectId: string;
  readonly entity: string;
  readonly name: string;
}

export interface RunSlice {
  readonly order: readonly OrderKey[];
  readonly limit: number;
  readonly offset?: number;
  readonly after?: RunPosition | null;
}

export interface PlacedRun {
  readonly runId: string;
  readonly name: string;
  readonly position: RunPosition;
}

const LIMITS = { maxExecutionSeconds: 10 };

/** Which runs match a filter, in any order: the runs table is a ClickHouse query (architecture, section 8). */
@Injectable()
export class RunSetQueries {
  constructor(
    private readonly clickHouse: ClickHouse,
    private readonly clock: Clock,
  ) {}

  /** Throws `FilterRefusedError` for a pattern that the engine does not take. */
  async runs(project: ProjectScope, filter: RunFilter, { order: keys, limit, offset = 0, after = null }: RunSlice): Promise<PlacedRun[]> {
    const bindings = new Bindings();
    const order = runOrder(keys, bindings);
    const columns = order.columns.map(({ name, sql }) => `${sql} AS ${name}`).join(', ');
    const from = matchingRuns(filterSql(filter, bindings), order.joins);
    const page = after ? ` WHERE ${beyond(order, after, bindings)}` : '';
    const sql = `SELECT name, toString(id) AS runId, tuple(${order.columns.map(({ name }) => name).join(', ')}) AS position
FROM (SELECT name, ${columns} FROM ${from})${page}
ORDER BY ${orderBy(order)} LIMIT ${bindings.bind('UInt32', limit)} OFFSET ${bindings.bind('UInt64', offset)}`;
    const rows = await this.query<{ name: string; runId: string; position: unknown }>(project, sql, bindings);
    return rows.map(({ name, runId, position }) => ({ runId, name, position: positionOf(position) }));
  }

  async count(project: ProjectScope, filter: RunFilter): Promise<number> {
    const bindings = new Bindings();
    const from = matchingRuns(filterSql(filter, bindings), []);
    const rows = await this.query<{ runs: string }>(project, `SELECT count() AS runs FROM ${from}`, bindings);
    return Number(rows[0]?.runs ?? 0);
  }

  /** A statement over the runs of the project, with what `filterSql` expects. */
  async query<Row>(project: ProjectScope, sql: string, bindings: Bindings, more: QueryParams = {}): Promise<Row[]> {
    const scope = { project: project.projectId, entity: project.entity, projectName: project.name, now: this.clock.now() };
    try {
      return await this.clickHouse.query<Row>(sql, { ...bindings.params, ...more, ...scope }, LIMITS);
    } catch (error) {
      if (error instanceof Error && error.message.includes('CANNOT_COMPILE_REGEXP')) throw new FilterRefusedError('Not a valid pattern');
      throw error;
    }
  }
}

/** 64-bit numbers come as texts: of the two, the time of creation is a safe integer. */
function positionOf(value: unknown): RunPosition {
  const parts = Object.values(value as object) as (string | number)[];
  return parts.map((part, place) => (place === parts.length - 2 ? Number(part) : part));
}
