import { GroupSeriesQueries, KeyHistoryQueries, MetricKeyQueries, RunNamesQueries, SeriesTailQueries } from '@runstead/run-queries';
import {
  type KeyHistory,
  type MetricKeys,
  encodeGroupSeries,
  encodeSeries,
  groupSeriesQuerySchema,
  keyHistoryQuerySchema,
  keyHistorySchema,
  metricKeysQuerySchema,
  metricKeysSchema,
  seriesQuerySchema,
} from '@runstead/ui-contract';
import type { Call } from '../endpoint/call';
import { endpoint } from '../endpoint/endpoint';
import { ApiController, Serve } from '../endpoint/serve';
import { orInvalid } from './run-table.controller';

const ofProject = { action: 'project:read', on: 'project' } as const;
const projectKeys = endpoint({
  method: 'GET',
  path: '/projects/:entity/:project/keys',
  summary: 'Keys that the runs of a project have logged',
  access: ofProject,
  query: metricKeysQuerySchema,
  answer: metricKeysSchema,
});
const runKeys = endpoint({
  method: 'GET',
  path: '/runs/:entity/:project/:run/keys',
  summary: 'Keys that a run has logged',
  access: { action: 'project:read', on: 'run' },
  query: metricKeysQuerySchema,
  answer: metricKeysSchema,
});
const keyHistory = endpoint({
  method: 'GET',
  path: '/runs/:entity/:project/:run/history',
  summary: 'What a run logged under one key, by step',
  access: { action: 'project:read', on: 'run' },
  query: keyHistoryQuerySchema,
  answer: keyHistorySchema,
});
const readSeries = endpoint({
  method: 'POST',
  path: '/projects/:entity/:project/series',
  summary: 'The lines of a chart, as binary columns (see `decodeSeries` of ui-contract). Changes nothing',
  access: ofProject,
  body: seriesQuerySchema,
  answer: { mediaType: 'application/octet-stream' },
});
const readGroupSeries = endpoint({
  method: 'POST',
  path: '/projects/:entity/:project/group-series',
  summary: 'Exact statistics of groups of runs at each x, as binary columns (see `decodeGroupSeries` of ui-contract). Changes nothing',
  access: ofProject,
  body: groupSeriesQuerySchema,
  answer: { mediaType: 'application/octet-stream' },
});

@ApiController()
export class MetricsController {
  constructor(
    private readonly keys: MetricKeyQueries,
    private readonly lines: SeriesTailQueries,
    private readonly names: RunNamesQueries,
    private readonly history: KeyHistoryQueries,
    private readonly groups: GroupSeriesQueries,
  ) {}

  @Serve(projectKeys)
  async ofProject({ project, query }: Call<typeof projectKeys>): Promise<MetricKeys> {
    return this.keys.ofProject(project.projectId, query.source);
  }

  @Serve(runKeys)
  async ofRun({ run, query }: Call<typeof runKeys>): Promise<MetricKeys> {
    return this.keys.ofRun(run.projectId, run.runId, query.source);
  }

  @Serve(keyHistory)
  async keyHistory({ run, query }: Call<typeof keyHistory>): Promise<KeyHistory> {
    return this.history.page(run.projectId, run.runId, query);
  }

  /** Names that are no runs of the project are left out: a run may have been deleted while the page was open. */
  @Serve(readSeries)
  async series({ project, body }: Call<typeof readSeries>): Promise<Uint8Array> {
    const runs = await this.names.byNames(project.projectId, body.runs);
    return encodeSeries(await this.lines.series(project.projectId, runs, body));
  }

  @Serve(readGroupSeries)
  async groupSeries({ project, body }: Call<typeof readGroupSeries>): Promise<Uint8Array> {
    return encodeGroupSeries(await orInvalid(this.groups.series(project, body)));
  }
}
