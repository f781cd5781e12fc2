import { Injectable } from '@nestjs/common';
import { ClickHouse, RowBinaryReader, RowCuts, type QueryParams } from '@runstead/clickhouse';
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
  /** The line as it was sent. */
  readonly row: string;
}

const ANY_STEP = { from: '-9223372036854775808', to: '9223372036854775807' };

/** Logged rows as they were sent, each line once, the newest version of it. */
@Injectable()
export class HistoryQueries {
  constructor(private readonly clickHouse: ClickHouse) {}

  /** In the order of lines. A page continues at the line after its last. */
  async rows(projectId: string, runId: string, page: HistoryPage, source: MetricSource = 'history'): Promise<HistoryLine[]> {
    const { fromLine = 0, minStep, maxStep, limit } = page;
    const cuts = await this.cuts(projectId, runId, source);
    return this.read(historyRows(source, cuts.and('ver')), {
      ...cuts.params,
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
    const cuts = await this.cuts(projectId, runId, 'history');
    return this.read(keyRows(cuts.and('ver')), { ...cuts.params, project: projectId, run: runId, key, ...steps, limit });
  }

  /** Different lines that are stored and shown. */
  async count(projectId: string, runId: string, source: MetricSource = 'history'): Promise<number> {
    const cuts = await this.cuts(projectId, runId, source);
    const params = { ...cuts.params, project: projectId, run: runId };
    const rows = await this.clickHouse.query<{ lines: string }>(storedLines(source, cuts.and('ver')), params);
    return Number(rows[0]?.lines ?? 0);
  }

  /** A rewind takes back history, not what the machine was measured to do. */
  private async cuts(projectId: string, runId: string, source: MetricSource): Promise<RowCuts> {
    return source === 'history' ? RowCuts.of(this.clickHouse, projectId, [runId]) : RowCuts.none;
  }

  private async read(sql: string, params: QueryParams): Promise<HistoryLine[]> {
    const reader = new RowBinaryReader(await this.clickHouse.queryBytes(sql, 'RowBinary', params));
    const lines: HistoryLine[] = [];
    while (!reader.atEnd) {
      const writer = reader.string();
      const line = Number(reader.uint64());
      const step = Number(reader.int64());
      const time = Number(reader.int64());
      lines.push({ writer, line, step, time, row: reader.string() });
    }
    return lines;
  }
}
