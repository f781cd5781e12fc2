import { Injectable } from '@nestjs/common';
import { Clock } from '@runstead/run-domain';
import { SqlPool } from '@runstead/postgres';
import {
  runNamesQuerySchema,
  runQuerySchema,
  type RunNames,
  type RunNamesQuery,
  type RunPage,
  type RunQuery,
  type RunSort,
} from '@runstead/ui-contract';
import { sql } from 'kysely';
import { parseRunField } from '../filter/parse-run-field';
import { FilterRefusedError, type RunFilter } from '../filter/run-filter';
import type { OrderKey } from './run-order';
import { decodePosition, encodePosition, positionByCreation } from './run-position';
import { RunSetQueries, type PlacedRun, type ProjectScope, type RunSlice } from './run-set.queries';
import { asksNothing, selectionFilter } from './selection-filter';
import { TableRows } from './table-rows';

/** The runs table and the run set of charts: filtered, sorted, in pages. Its methods throw `FilterRefusedError`. */
@Injectable()
export class RunTableQueries {
  constructor(
    private readonly pool: SqlPool,
    private readonly sets: RunSetQueries,
    private readonly rows: TableRows,
    private readonly clock: Clock,
  ) {}

  async page(project: ProjectScope, query: RunQuery): Promise<RunPage> {
    const { sort, limit, offset, cursor, columns, ...selection } = runQuerySchema.parse(query);
    const order = orderKeys(sort);
    const after = cursor === undefined ? null : decodePosition(cursor, order.length);
    if (cursor !== undefined && !after) throw new FilterRefusedError('This cursor was given by no page of this order');
    const filter = selectionFilter(selection, this.clock.now());
    const placed = await this.placed(project, filter, { order, limit: limit + 1, offset, after });
    const shown = placed.slice(0, limit);
    const runs = await this.rows.of(
      shown.map(({ runId }) => runId),
      columns,
    );
    const last = placed.length > limit ? shown.at(-1) : undefined;
    return { runs, ...(await this.totals(project, filter)), cursor: last ? encodePosition(last.position) : null };
  }

  /** The first runs in order, by their names. */
  async names(project: ProjectScope, query: RunNamesQuery): Promise<RunNames> {
    const { sort, limit, offset, ...selection } = runNamesQuerySchema.parse(query);
    const filter = selectionFilter(selection, this.clock.now());
    const placed = await this.placed(project, filter, { order: orderKeys(sort), limit, offset });
    return { names: placed.map(({ name }) => name), matching: (await this.totals(project, filter)).matching };
  }

  /** All runs by creation come from Postgres, which knows a run before the index does. */
  private placed(project: ProjectScope, filter: RunFilter, slice: RunSlice): Promise<PlacedRun[]> {
    const [first, ...others] = slice.order;
    const byCreation = first?.field.of === 'time' && first.field.name === 'createdAt' && others.length === 0;
    return asksNothing(filter) && byCreation ? this.byCreation(project, slice, first.descending) : this.sets.runs(project, filter, slice);
  }

  private async byCreation(
    { projectId }: ProjectScope,
    { limit, offset = 0, after = null }: RunSlice,
    descending: boolean,
  ): Promise<PlacedRun[]> {
    const [made, id] = after?.slice(-2) ?? [];
    const [sign, direction] = descending ? [sql`<`, sql`DESC`] : [sql`>`, sql`ASC`];
    const beyond = after ? sql`AND (created_at, run_id) ${sign} (${new Date(Number(made))}::timestamptz, ${String(id)}::bigint)` : sql``;
    const { rows } = await sql<{ run_id: string; name: string; created_at: Date }>`
      SELECT run_id::text AS run_id, name, created_at FROM runs
      WHERE project_id = ${projectId} AND deleted_at IS NULL ${beyond}
      ORDER BY created_at ${direction}, run_id ${direction} LIMIT ${limit} OFFSET ${offset}`.execute(this.pool.db);
    return rows.map((row) => ({ runId: row.run_id, name: row.name, position: positionByCreation(row.created_at.getTime(), row.run_id) }));
  }

  private async totals(project: ProjectScope, filter: RunFilter): Promise<{ total: number; matching: number }> {
    const { rows } = await sql<{ total: number }>`
      SELECT count(*)::int AS total FROM runs WHERE project_id = ${project.projectId} AND deleted_at IS NULL`.execute(this.pool.db);
    const total = rows[0]?.total ?? 0;
    // The index may still have a run that was just deleted.
    return { total, matching: asksNothing(filter) ? total : Math.min(total, await this.sets.count(project, filter)) };
  }
}

export function orderKeys(sort: readonly RunSort[]): OrderKey[] {
  return sort.map(({ field, descending = false }) => ({ field: parseRunField(field), descending }));
}
