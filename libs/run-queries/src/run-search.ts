import { Injectable } from '@nestjs/common';
import { ClickHouse } from '@runstead/clickhouse';
import { RE2JS } from 're2js';
import type { RunListCursor } from './run-list-cursor';

const LIMITS = { maxExecutionSeconds: 5 };

/**
 * Finds runs by their display name in ClickHouse, whose regular expressions are RE2: linear time, and not on the
 * thread that serves everybody else.
 */
@Injectable()
export class RunSearch {
  constructor(private readonly clickHouse: ClickHouse) {}

  /** Up to `limit` row ids, newest first, and how many runs match in all. Null when `text` is not a pattern. */
  async find(
    projectId: string,
    text: string,
    regex: boolean,
    after: RunListCursor | null,
    limit: number,
  ): Promise<{ runIds: string[]; matching: number } | null> {
    if (regex && !isPattern(text)) return null;
    const matches = regex ? 'match(display_name, {text:String})' : 'positionCaseInsensitiveUTF8(display_name, {text:String}) > 0';
    const rows = await this.clickHouse.query<{ ids: string[]; matching: string }>(
      `SELECT count() AS matching,
        arrayMap(found -> found.2, arraySlice(arrayReverseSort(groupArrayIf((created, run_id),
          {first:UInt8} = 1 OR (created, run_id) < (fromUnixTimestamp64Milli({created:Int64}, 'UTC'), {run:UInt64}))), 1, {limit:UInt32})) AS ids
       FROM runs FINAL WHERE project_id = {project:UInt64} AND deleted = 0 AND ${matches}`,
      {
        text: regex ? `(?i)${text}` : text,
        project: projectId,
        first: after ? 0 : 1,
        created: after?.createdAt ?? 0,
        run: after?.runId ?? '0',
        limit,
      },
      LIMITS,
    );
    const row = rows[0];
    return { runIds: (row?.ids ?? []).map(String), matching: Number(row?.matching ?? 0) };
  }
}

/** A pattern that RE2 takes. Compiling is bounded: RE2 refuses repetitions that would multiply out. */
export function isPattern(text: string): boolean {
  try {
    RE2JS.compile(text);
    return true;
  } catch {
    return false;
  }
}
