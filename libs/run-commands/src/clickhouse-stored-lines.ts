import { Injectable } from '@nestjs/common';
import { ClickHouse, type QueryParams } from '@runstead/clickhouse';
import { EventLog, LogUnavailableError } from '@runstead/event-log';
import { ProjectionProgress } from '@runstead/projections';
import { type StreamFile, parseConsoleLine, storedLine } from '@runstead/run-domain';
import type { LineMemory } from './intake/recent-lines';
import { passLogEnd } from './projection-barrier';
import { StoredLines, type StreamName } from './stored-lines';

const PAGE = 5_000;

type Held = (line: string) => boolean;

/** Compares with `history_rows`, `system_rows` and `console_lines`, once the projection `metrics` holds what the log does. */
@Injectable()
export class ClickHouseStoredLines extends StoredLines {
  constructor(
    private readonly clickHouse: ClickHouse,
    private readonly log: EventLog,
    private readonly progress: ProjectionProgress,
  ) {
    super();
  }

  async compare(stream: StreamName, firstLine: number, lines: readonly string[]): Promise<readonly LineMemory[]> {
    if (stream.file === 'wandb-summary.json' || !(await this.current())) return lines.map(() => 'unknown');
    const memories: LineMemory[] = [];
    const first = storedLine(stream.generation, firstLine);
    for (let start = 0; start < lines.length; start += PAGE) {
      const page = lines.slice(start, start + PAGE);
      const held = await this.read(stream, first + start, first + start + page.length);
      page.forEach((line, index) => {
        const same = held.get(first + start + index);
        memories.push(same ? (same(line) ? 'equal' : 'different') : 'absent');
      });
    }
    return memories;
  }

  private async current(): Promise<boolean> {
    try {
      await passLogEnd(this.log, this.progress, 'metrics', 'run-streams');
      return true;
    } catch (error) {
      if (error instanceof LogUnavailableError) return false;
      throw error;
    }
  }

  private async read(stream: StreamName, from: number, to: number): Promise<Map<number, Held>> {
    const { projectId, runId, writer } = stream;
    const params: QueryParams = { project: projectId, run: runId, writer, from, to };
    if (stream.file !== 'output.log') {
      const rows = await this.clickHouse.query<{ line: string; row: string }>(rowsSql(stream.file), params);
      return new Map(rows.map(({ line, row }) => [Number(line), (told) => told === row]));
    }
    const rows = await this.clickHouse.query<StoredConsoleLine>(CONSOLE_SQL, params);
    return new Map(rows.map((row) => [Number(row.line), (told) => isSameConsoleLine(told, row)]));
  }
}

interface StoredConsoleLine {
  readonly line: string;
  readonly text: string;
  readonly stream: string;
  readonly label: string;
  readonly micros: string;
}

const RANGE = `project_id = {project:UInt64} AND run_id = {run:UInt64} AND writer = {writer:String}
  AND line >= {from:UInt64} AND line < {to:UInt64}`;

function rowsSql(file: Exclude<StreamFile, 'output.log'>): string {
  const table = file === 'wandb-events.jsonl' ? 'system_rows' : 'history_rows';
  return `SELECT line, argMax(row, ver) AS row FROM ${table} WHERE ${RANGE} GROUP BY line`;
}

const CONSOLE_SQL = `SELECT line, argMax(text, ver) AS text, toString(argMax(stream, ver)) AS stream,
  toString(argMax(label, ver)) AS label, toUnixTimestamp64Micro(argMax(ts, ver)) AS micros
FROM console_lines WHERE ${RANGE} GROUP BY line`;

/** The line itself is not kept, only what was read of it; a line without a time of its own has the server's, which proves nothing. */
function isSameConsoleLine(told: string, held: StoredConsoleLine): boolean {
  const { text, stream, label, time } = parseConsoleLine(told);
  const sameTime = time === 0 || Math.round(time * 1000) === Number(held.micros);
  return text === held.text && stream === held.stream && label === held.label && sameTime;
}
