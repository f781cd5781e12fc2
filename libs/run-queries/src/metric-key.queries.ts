import { Injectable } from '@nestjs/common';
import { ClickHouse, HistoryView } from '@runstead/clickhouse';
import type { MetricKeys, MetricSource } from '@runstead/ui-contract';
import { metricKeys } from './sql/metric-keys.sql';

/** Which keys were logged, each once: a number if it ever was one, else the kind that most runs have. */
@Injectable()
export class MetricKeyQueries {
  constructor(private readonly clickHouse: ClickHouse) {}

  async ofProject(projectId: string, source: MetricSource): Promise<MetricKeys> {
    const shown = await this.view(projectId, null, source);
    return this.keys(metricKeys({ oneRun: false, shown }), shown, { project: projectId, source });
  }

  async ofRun(projectId: string, runId: string, source: MetricSource): Promise<MetricKeys> {
    const shown = await this.view(projectId, [runId], source);
    return this.keys(metricKeys({ oneRun: true, shown }), shown, { project: projectId, run: runId, source });
  }

  private async view(projectId: string, runIds: readonly string[] | null, source: MetricSource): Promise<HistoryView> {
    return source === 'history' ? HistoryView.of(this.clickHouse, projectId, runIds) : HistoryView.none;
  }

  private async keys(sql: string, shown: HistoryView, asked: Readonly<Record<string, string>>): Promise<MetricKeys> {
    const params = { ...asked, ...shown.params, thinned: shown.thinnedRuns };
    const rows = await this.clickHouse.query<{ key: string; kind: string; runs: string }>(sql, params);
    return { keys: rows.map(({ key, kind, runs }) => ({ key, kind, runs: Number(runs) })) };
  }
}
