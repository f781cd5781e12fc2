import { Injectable } from '@nestjs/common';
import { ClickHouse, RowCuts, type QueryParams } from '@runstead/clickhouse';
import type { MetricKeys, MetricSource } from '@runstead/ui-contract';
import { metricKeys } from './sql/metric-keys.sql';

/** Which keys were logged, each once: a number if it ever was one, else the kind that most runs have. */
@Injectable()
export class MetricKeyQueries {
  constructor(private readonly clickHouse: ClickHouse) {}

  async ofProject(projectId: string, source: MetricSource): Promise<MetricKeys> {
    const rewound = await this.rewound(projectId, null, source);
    return this.keys(metricKeys({ oneRun: false, ...rewound.sql }), { project: projectId, source, ...rewound.params });
  }

  async ofRun(projectId: string, runId: string, source: MetricSource): Promise<MetricKeys> {
    const rewound = await this.rewound(projectId, [runId], source);
    return this.keys(metricKeys({ oneRun: true, ...rewound.sql }), { project: projectId, run: runId, source, ...rewound.params });
  }

  private async rewound(
    projectId: string,
    runIds: readonly string[] | null,
    source: MetricSource,
  ): Promise<{ sql: { rewound?: RowCuts }; params: QueryParams }> {
    const cuts = source === 'history' ? await RowCuts.of(this.clickHouse, projectId, runIds) : RowCuts.none;
    return cuts.runIds.length === 0
      ? { sql: {}, params: {} }
      : { sql: { rewound: cuts }, params: { ...cuts.params, rewound: cuts.runIds } };
  }

  private async keys(sql: string, params: QueryParams): Promise<MetricKeys> {
    const rows = await this.clickHouse.query<{ key: string; kind: string; runs: string }>(sql, params);
    return { keys: rows.map(({ key, kind, runs }) => ({ key, kind, runs: Number(runs) })) };
  }
}
