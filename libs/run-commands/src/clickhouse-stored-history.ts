import { Injectable } from '@nestjs/common';
import { ClickHouse, HistoryView, RowBinaryReader, type QueryParams, type ViewedRow } from '@runstead/clickhouse';
import { EventLog } from '@runstead/event-log';
import { ProjectionProgress } from '@runstead/projections';
import { LINES_PER_GENERATION } from '@runstead/run-domain';
import { passLogEnd } from './projection-barrier';
import { type HistoryAtStep, type HistoryRow, type RunRows, StoredHistory } from './stored-history';
import { summaryOfRows } from './summary-of-rows';

const OF_RUN = 'project_id = {project:UInt64} AND run_id = {run:UInt64}';
/** Lines of one read: with long rows still some tens of megabytes. */
const WINDOW = 2_000;

interface Shown {
  readonly cuts: HistoryView['cuts'];
  readonly params: QueryParams;
}

/** Reads `history_rows`, `points` and `metric_keys`. */
@Injectable()
export class ClickHouseStoredHistory extends StoredHistory {
  constructor(
    private readonly clickHouse: ClickHouse,
    private readonly log: EventLog,
    private readonly progress: ProjectionProgress,
  ) {
    super();
  }

  async atStep(run: RunRows, step: number): Promise<HistoryAtStep> {
    const shown = await this.shown(run, step);
    const [counts] = await this.clickHouse.query<{ kept: string; behind: string }>(
      `SELECT countIf(step <= {step:Int64}) AS kept, countIf(step > {step:Int64}) AS behind FROM (
         SELECT run_id, writer, line, argMax(step, ver) AS step, max(ver) AS newest FROM history_rows
         WHERE ${OF_RUN} GROUP BY run_id, writer, line
       ) WHERE 1${shown.cuts.and('newest')}`,
      shown.params,
    );
    const [tail] = await this.clickHouse.query<{ row: string }>(
      `SELECT row FROM history_rows WHERE ${OF_RUN} AND step <= {step:Int64}${shown.cuts.and('ver')} ORDER BY step DESC, ver DESC LIMIT 1`,
      shown.params,
    );
    return {
      lines: Number(counts?.kept ?? 0),
      linesBehind: Number(counts?.behind ?? 0),
      tail: tail?.row ?? null,
      summary: summaryOfRows(await this.newestRows(shown)),
    };
  }

  async *upTo(run: RunRows, step: number): AsyncGenerator<readonly HistoryRow[]> {
    const view = await this.view(run);
    const { cuts, rows: table } = view;
    const params = { ...view.params, project: run.projectId, run: run.runId, step };
    const ranges = await this.clickHouse.query<{ first: string; last: string }>(
      `SELECT toString(min(line)) AS first, toString(max(line)) AS last FROM ${table}
       WHERE ${OF_RUN} AND step <= {step:Int64} GROUP BY intDiv(line, ${LINES_PER_GENERATION}) ORDER BY min(line)`,
      params,
    );
    const page = `SELECT step, row, toString(writer) AS writer, ver FROM (
        SELECT run_id, writer, line, step, row, ver FROM ${table} WHERE ${OF_RUN} AND line >= {from:UInt64} AND line < {to:UInt64}
        ORDER BY line, writer, ver DESC LIMIT 1 BY line, writer
      ) WHERE step <= {step:Int64}${cuts.and('ver')} ORDER BY line, writer`;
    for (const { first, last } of ranges) {
      for (let from = Number(first); from <= Number(last); from += WINDOW) {
        const found = rowsOf(await this.clickHouse.queryBytes(page, 'RowBinary', { ...params, from, to: from + WINDOW }));
        const rows = found.map((row) => ({ step: row.step, row: view.row(run.runId, row) }));
        if (rows.length > 0) yield rows;
      }
    }
  }

  private async view({ projectId, runId }: RunRows): Promise<HistoryView> {
    await passLogEnd(this.log, this.progress, 'metrics', 'run-streams');
    return HistoryView.of(this.clickHouse, projectId, [runId]);
  }

  /** A rewind is about what the client has sent: edits do not matter to it. */
  private async shown({ projectId, runId }: RunRows, step: number): Promise<Shown> {
    const { cuts } = await this.view({ projectId, runId });
    return { cuts, params: { ...cuts.params, project: projectId, run: runId, step } };
  }

  /** The rows that hold the newest value of any key, oldest first: few, because rows mostly have the same keys. */
  private async newestRows({ cuts, params }: Shown): Promise<string[]> {
    const keys = `SELECT DISTINCT key, kind FROM metric_keys WHERE ${OF_RUN} AND source = 'history'`;
    const numbers = await this.clickHouse.query<{ ver: string }>(
      `SELECT DISTINCT toString(argMax(ord, (step, ord))) AS ver FROM points
       WHERE ${OF_RUN} AND key_id IN (SELECT sipHash64({project:UInt64}, key) FROM (${keys})) AND step <= {step:Int64}${cuts.and('ord')}
       GROUP BY key_id`,
      params,
    );
    const others = await this.clickHouse.query<{ key: string }>(`SELECT DISTINCT key FROM (${keys}) WHERE kind != 'number'`, params);
    const wanted = others.map(({ key }) => key);
    const withOthers =
      wanted.length === 0
        ? []
        : await this.clickHouse.query<{ newest: string }>(
            `SELECT DISTINCT toString(argMax(ver, (step, ver))) AS newest FROM history_rows ARRAY JOIN {keys:Array(String)} AS key
             WHERE ${OF_RUN} AND step <= {step:Int64}${cuts.and('ver')}
               AND (JSONHas(row, key) OR JSONHas(row, splitByChar('.', key)[1]))
             GROUP BY key`,
            { ...params, keys: wanted },
          );
    const vers = [...new Set([...numbers.map(({ ver }) => ver), ...withOthers.map(({ newest }) => newest)])];
    if (vers.length === 0) return [];
    const rows = await this.clickHouse.query<{ row: string }>(
      `SELECT row FROM history_rows WHERE ${OF_RUN} AND ver IN {vers:Array(UInt64)} ORDER BY step, ver`,
      { ...params, vers },
    );
    return rows.map(({ row }) => row);
  }
}

function rowsOf(bytes: Buffer): ViewedRow[] {
  const reader = new RowBinaryReader(bytes);
  const rows: ViewedRow[] = [];
  while (!reader.atEnd)
    rows.push({ step: Number(reader.int64()), row: reader.string(), writer: reader.string(), ver: reader.uint64().toString() });
  return rows;
}
