import { Injectable } from '@nestjs/common';
import { ClickHouse } from '@runstead/clickhouse';
import type { StreamFile } from '@runstead/run-domain';

/** What ClickHouse holds of one stream. */
export interface StoredLines {
  readonly file: StreamFile;
  readonly writer: string;
  /** Different line numbers: a line that was written twice counts once. */
  readonly lines: number;
  /** Of the newest version of each line, with a line feed each. */
  readonly bytes: number;
}

/** Counts stored lines for the receipt. It counts rows, and believes no counter. */
@Injectable()
export class StoredLinesQueries {
  constructor(private readonly clickHouse: ClickHouse) {}

  async ofRun(projectId: string, runId: string): Promise<StoredLines[]> {
    const rows = await this.clickHouse.query<{ file: StreamFile; writer: string; lines: string; bytes: string }>(
      `SELECT file, writer, count() AS lines, sum(bytes) AS bytes FROM (
         SELECT 'wandb-history.jsonl' AS file, writer, line, argMax(length(row), ver) + 1 AS bytes FROM history_rows
         WHERE project_id = {project:UInt64} AND run_id = {run:UInt64} GROUP BY writer, line
         UNION ALL
         SELECT 'wandb-events.jsonl' AS file, writer, line, argMax(length(row), ver) + 1 AS bytes FROM system_rows
         WHERE project_id = {project:UInt64} AND run_id = {run:UInt64} GROUP BY writer, line
         UNION ALL
         SELECT 'output.log' AS file, writer, line, argMax(length(text), ver) + 1 AS bytes FROM console_lines
         WHERE project_id = {project:UInt64} AND run_id = {run:UInt64} GROUP BY writer, line
       ) GROUP BY file, writer`,
      { project: projectId, run: runId },
    );
    return rows.map((row) => ({ file: row.file, writer: row.writer, lines: Number(row.lines), bytes: Number(row.bytes) }));
  }
}
