import { Injectable } from '@nestjs/common';
import { ClickHouse, HistoryView, type QueryParams } from '@runstead/clickhouse';
import { EventLog } from '@runstead/event-log';
import { SqlPool } from '@runstead/postgres';
import { ProjectionProgress } from '@runstead/projections';
import { editedSummary, isJsonObject, parseJson, type HistoryEdit, type JsonObject, type Run, type StepValue } from '@runstead/run-domain';
import { passLogEnd } from '../projection-barrier';

const NAMES = '{keys:Array(String)}[indexOf(arrayMap(name -> sipHash64({project:UInt64}, name), {keys:Array(String)}), key_id)]';
const KEYS = 'SELECT sipHash64({project:UInt64}, arrayJoin({keys:Array(String)}))';
const OF_RUN = 'run_id = {run:UInt64}';

export interface ValuePlace {
  readonly key: string;
  readonly step: number;
}

/** What a run shows now: edits are decided on it. All of it holds what the log had when it was asked. */
@Injectable()
export class EditedHistory {
  constructor(
    private readonly clickHouse: ClickHouse,
    private readonly pool: SqlPool,
    private readonly log: EventLog,
    private readonly progress: ProjectionProgress,
  ) {}

  /** Throws `LogUnavailableError` (503) when a projection is behind the log for more than 5 s. */
  async current(): Promise<void> {
    await Promise.all([
      passLogEnd(this.log, this.progress, 'metrics', 'run-streams'),
      passLogEnd(this.log, this.progress, 'streams', 'run-streams'),
      passLogEnd(this.log, this.progress, 'run-index', 'run-events'),
    ]);
  }

  async keys(run: Run): Promise<ReadonlySet<string>> {
    const view = await this.view(run, run.historyEdits);
    const rows = await this.clickHouse.query<{ key: string }>(
      `SELECT DISTINCT key FROM ${view.keys} WHERE project_id = {project:UInt64} AND ${OF_RUN} AND source = 'history'`,
      { ...view.params, project: run.projectId, run: run.runId },
    );
    return new Set(rows.map(({ key }) => key));
  }

  /** Of `places`, those at which the run shows no number. */
  async withoutNumber(run: Run, places: readonly ValuePlace[]): Promise<ValuePlace[]> {
    if (places.length === 0) return [];
    const steps = [...new Set(places.map(({ step }) => step))];
    const found = await this.places(run, [...new Set(places.map(({ key }) => key))], 'step IN {steps:Array(Int64)}', { steps });
    const held = new Set(found.map(({ key, step }) => JSON.stringify([key, step])));
    return places.filter(({ key, step }) => !held.has(JSON.stringify([key, step])));
  }

  /** A value for each number that the key has at the steps `from` to `to`; no more than `limit`. */
  async numbersBetween(
    run: Run,
    { from, to, key, value }: { readonly from: number; readonly to: number; readonly key: string; readonly value: number },
    limit: number,
  ): Promise<StepValue[]> {
    const found = await this.places(run, [key], `step >= {from:Int64} AND step <= {to:Int64}`, { from, to }, ` LIMIT ${limit}`);
    return found.map(({ step }) => ({ key, step, value }));
  }

  /** The newest number of each key, as it would be with these edits; a key without any is left out. */
  async newestNumbers(run: Run, edits: readonly HistoryEdit[], keys: readonly string[]): Promise<ReadonlyMap<string, number>> {
    if (keys.length === 0) return new Map();
    const view = await this.view(run, edits);
    const rows = await this.clickHouse.query<{ key: string; last: string }>(
      `SELECT ${NAMES} AS key, toString(argMax(value, (step, ord))) AS last ${view.points(KEYS, [OF_RUN])} GROUP BY key_id`,
      { ...view.params, project: run.projectId, run: run.runId, keys: [...keys] },
    );
    return new Map(rows.map(({ key, last }) => [key, numberOf(last)]));
  }

  /** As the edits show it. */
  async summary(run: Run): Promise<JsonObject> {
    const row = await this.pool.db.selectFrom('run_summaries').select('summary').where('run_id', '=', run.runId).executeTakeFirst();
    const summary = parseJson(row?.summary ?? '{}');
    return editedSummary(isJsonObject(summary) ? summary : {}, run.historyEdits);
  }

  private async places(run: Run, keys: readonly string[], where: string, bound: QueryParams, limit = ''): Promise<ValuePlace[]> {
    const view = await this.view(run, run.historyEdits);
    const rows = await this.clickHouse.query<{ key: string; at: string }>(
      `SELECT DISTINCT ${NAMES} AS key, toString(step) AS at ${view.points(KEYS, [OF_RUN, where])}${limit}`,
      { ...view.params, ...bound, project: run.projectId, run: run.runId, keys: [...keys] },
    );
    return rows.map(({ key, at }) => ({ key, step: Number(at) }));
  }

  private async view(run: Run, edits: readonly HistoryEdit[]): Promise<HistoryView> {
    return (await HistoryView.of(this.clickHouse, run.projectId, [run.runId])).withEdits(run.runId, edits);
  }
}

/** As ClickHouse writes them. */
function numberOf(text: string): number {
  if (text.endsWith('inf')) return text.startsWith('-') ? -Infinity : Infinity;
  return text === 'nan' ? NaN : Number(text);
}
