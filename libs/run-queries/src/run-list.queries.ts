import { Injectable } from '@nestjs/common';
import { SqlPool } from '@runstead/postgres';
import type { RunList } from '@runstead/ui-contract';
import { sql } from 'kysely';
import { type RunListCursor, decodeCursor, encodeCursor } from './run-list-cursor';
import { LastHeartbeats } from './last-heartbeats';
import { type RunRowRecord, runRowColumns, toRunRow } from './run-row';
import { RunSearch } from './run-search';

export interface RunListRequest {
  /** Matched with the display name in any case: a substring or, with `regex`, a pattern in RE2's syntax. */
  readonly search: string;
  readonly regex: boolean;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

export type RunListAnswer =
  { readonly ok: true; readonly list: RunList } | { readonly ok: false; readonly reason: 'invalid-pattern' | 'invalid-cursor' };

/** The runs of a project, newest first. Without a search an index of Postgres gives the page; a search asks ClickHouse. */
@Injectable()
export class RunListQueries {
  constructor(
    private readonly pool: SqlPool,
    private readonly search: RunSearch,
    private readonly heartbeats: LastHeartbeats,
  ) {}

  async list(projectId: string, request: RunListRequest): Promise<RunListAnswer> {
    const after = request.cursor === undefined ? null : decodeCursor(request.cursor);
    if (request.cursor !== undefined && after === null) return { ok: false, reason: 'invalid-cursor' };
    const total = await this.total(projectId);
    if (request.search === '') {
      const rows = await this.newest(projectId, after, request.limit + 1);
      return { ok: true, list: page(rows, request.limit, total, total, await this.heartbeats.of(rows)) };
    }
    const found = await this.search.find(projectId, request.search, request.regex, after, request.limit + 1);
    if (!found) return { ok: false, reason: 'invalid-pattern' };
    const rows = await this.byIds(found.runIds);
    const list = page(rows, request.limit, total, Math.min(found.matching, total), await this.heartbeats.of(rows));
    // Rows that ClickHouse still shows and Postgres does not (just deleted) make the page shorter, never the last one.
    const last = found.runIds.length > request.limit ? rows.at(-1) : undefined;
    return { ok: true, list: list.cursor === null && last ? { ...list, cursor: cursorAt(last) } : list };
  }

  private async total(projectId: string): Promise<number> {
    const { rows } = await sql<{ total: number }>`
      SELECT count(*)::int AS total FROM runs WHERE project_id = ${projectId} AND deleted_at IS NULL`.execute(this.pool.db);
    return rows[0]?.total ?? 0;
  }

  private async newest(projectId: string, after: RunListCursor | null, limit: number): Promise<RunRowRecord[]> {
    const beyond = after ? sql`AND (r.created_at, r.run_id) < (${new Date(after.createdAt)}::timestamptz, ${after.runId}::bigint)` : sql``;
    const { rows } = await sql<RunRowRecord>`
      SELECT ${runRowColumns} FROM runs r
      WHERE r.project_id = ${projectId} AND r.deleted_at IS NULL ${beyond}
      ORDER BY r.created_at DESC, r.run_id DESC LIMIT ${limit}`.execute(this.pool.db);
    return rows;
  }

  private async byIds(runIds: readonly string[]): Promise<RunRowRecord[]> {
    if (runIds.length === 0) return [];
    const { rows } = await sql<RunRowRecord>`
      SELECT ${runRowColumns} FROM runs r
      WHERE r.run_id = ANY(${[...runIds]}::bigint[]) AND r.deleted_at IS NULL
      ORDER BY r.created_at DESC, r.run_id DESC`.execute(this.pool.db);
    return rows;
  }
}

function cursorAt(record: RunRowRecord): string {
  return encodeCursor({ createdAt: record.created_at.getTime(), runId: record.run_id });
}

/** `rows` has one more than `limit` when there is a next page. */
function page(rows: readonly RunRowRecord[], limit: number, total: number, matching: number, heard: ReadonlyMap<string, number>): RunList {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { runs: shown.map((row) => toRunRow(row, heard)), total, matching, cursor: rows.length > limit && last ? cursorAt(last) : null };
}
