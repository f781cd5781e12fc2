import { Injectable } from '@nestjs/common';
import { ClickHouse } from '@runstead/clickhouse';
import type { MetricKeys, MetricSource } from '@runstead/ui-contract';
import { metricKeys } from './sql/metric-keys.sql';

/** Which keys were logged, each once: a number if it ever was one, else the kind that most runs have. */
@Injectable()
export class MetricKeyQueries {
  constructor(private readonly clickHouse: ClickHouse) {}

  async ofProject(projectId: string, source: MetricSource): Promise<MetricKeys> {
    return this.keys(metricKeys({ oneRun: false }), { project: projectId, source });
  }

  async ofRun(projectId: string, runId: string, source: MetricSource): Promise<MetricKeys> {
    return this.keys(metricKeys({ oneRun: true }), { project: projectId, run: runId, source });
  }

  private async keys(sql: string, params: Record<string, string>): Promise<MetricKeys> {
    const rows = await this.clickHouse.query<{ key: string; kind: string; runs: string }>(sql, params);
    return { keys: rows.map(({ key, kind, runs }) => ({ key, kind, runs: Number(runs) })) };
  }
}
