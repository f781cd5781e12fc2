import { Injectable } from '@nestjs/common';
import { ClickHouse, HistoryView, RowBinaryReader, type QueryParams } from '@runstead/clickhouse';
import type { MetricSource } from '@runstead/ui-contract';
import { historyRows, keyRows, storedLines } from './sql/history.sql';

export interface HistoryPage {
  /** First line number (from 0); lines before it are left out. */
  readonly fromLine?: number;
  /** Steps in `[minStep, maxStep)`; absent: all. */
  readonly minStep?: number;
  readonly maxStep?: number;
  readonly limit: number;
}

export interface HistoryLine {
  readonly writer: string;
  readonly line: number;
  readonly step: number;
  /** Milliseconds since the epoch. */
  readonly time: number;
  /** The line as it was sent, or as edits of the history show it. */
  readonly row: string;
}

const ANY_STEP = { from: '-9223372036854775808', to: '9223372036854775807' };

/** Logged rows, each line once, the newest version of it. */
@Injectable()
export class HistoryQueries {
  constructor(private readonly clickHouse: ClickHouse) {}

  /** In the order of lines. A page continues at the line after its last. */
  async rows(projectId: string, runId: string, page: HistoryPage, source: MetricSource = 'history'): Promise<HistoryLine[]> {
    const { fromLine = 0, minStep, maxStep, limit } = page;
    const view = await this.view(projectId, runId, source);
    return this.read(runId, view, historyRows(source, view), {
      ...view.params,
      project: projectId,
      run: runId,
      line: fromLine,
      from: minStep ?? ANY_STEP.from,
      to: maxStep ?? ANY_STEP.to,
      limit,
    });
  }

  /** Rows that hold `key`, by step: what a media panel steps through. */
  async rowsWithKey(projectId: string, runId: string, key: string, page: Omit<HistoryPage, 'fromLine'>): Promise<HistoryLine[]> {
    const { minStep, maxStep, limit } = page;
    const steps = { from: minStep ?? ANY_STEP.from, to: maxStep ?? ANY_STEP.to };
    const view = await this.view(projectId, runId, 'history');
    const names = view.loggedNames(runId, key);
    if (names.length === 0) return [];
    return this.read(runId, view, keyRows(view), { ...view.params, project: projectId, run: runId, names, ...steps, limit });
  }

  /** Different lines that are stored and shown. */
  async count(projectId: string, runId: string, source: MetricSource = 'history'): Promise<number> {
    const view = await this.view(projectId, runId, source);
    const params = { ...view.params, project: projectId, run: runId };
    const rows = await this.clickHouse.query<{ lines: string }>(storedLines(source, view), params);
    return Number(rows[0]?.lines ?? 0);
  }

  /** Rewinds and edits are about history, not what the machine was measured to do. */
  private async view(projectId: string, runId: string, source: MetricSource): Promise<HistoryView> {
    return source === 'history' ? HistoryView.of(this.clickHouse, projectId, [runId]) : HistoryView.none;
  }

  private async read(runId: string, view: HistoryView, sql: string, params: QueryParams): Promise<HistoryLine[]> {
    const reader = new RowBinaryReader(await this.clickHouse.queryBytes(sql, 'RowBinary', params));
    const lines: HistoryLine[] = [];
    while (!reader.atEnd) {
      const writer = reader.string();
      const line = Number(reader.uint64());
      const step = Number(reader.int64());
      const time = Number(reader.int64());
      const ver = reader.uint64().toString();
      const row = view.row(runId, { row: reader.string(), step, writer, ver });
      lines.push({ writer, line, step, time, row });
    }
    return lines;
  }
}
