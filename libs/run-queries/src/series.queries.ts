import { Injectable } from '@nestjs/common';
import { ClickHouse, RowCuts } from '@runstead/clickhouse';
import { seriesQuerySchema, type Series, type SeriesQuery } from '@runstead/ui-contract';
import type { NamedRun } from './run-names.queries';
import { knowingRepetitions, type PointsAsked } from './repeated-steps';
import { bucketShifts, bucketWidth } from './series-bucket-width';
import { linesOf, type LineRows } from './series-columns';
import { BUCKET_COLUMNS, bucketLine, exactLine, PLAIN_COLUMNS, plainLine, POINT_COLUMNS } from './series-lines';
import { monthsOf, rangeParams } from './series-params';
import { axisKey, isJoined, isStepOrdered } from './sql/points.sql';
import { buckets, exactPoints, extents, plainBuckets } from './sql/series.sql';

/** A run by its name in URLs and its row id. */
export type ChartRun = Pick<NamedRun, 'name' | 'runId'>;

/** A line, as `extents` finds it. */
interface FoundLine {
  readonly key: string;
  readonly key_id: string;
  readonly run_id: string;
  readonly points: string;
  readonly x0: number;
  readonly x1: number;
}

/** A chart's question, with everything bound that does not depend on what is found. */
interface Asked extends PointsAsked {
  readonly names: ReadonlyMap<string, string>;
}

/** The lines of a chart: one SQL for many runs and keys, as few points as the chart can show, and no spike lost (UI 9.3). */
@Injectable()
export class SeriesQueries {
  constructor(private readonly clickHouse: ClickHouse) {}

  /** Lines with at least one point in the view, by key and run in the order asked for. `runs` are those that `query.runs` names. */
  async series(projectId: string, runs: readonly ChartRun[], query: SeriesQuery): Promise<Series[]> {
    const { source, keys, x: axis, range, buckets: budget } = seriesQuerySchema.parse(query);
    if (runs.length === 0) return [];
    const runIds = runs.map(({ runId }) => runId);
    const cuts = source === 'history' ? await RowCuts.of(this.clickHouse, projectId, runIds) : RowCuts.none;
    const told: Asked = {
      scope: { source, axis, ranged: range !== undefined, chosenLines: false, repeating: 'all', visible: cuts.and('ord') },
      params: {
        project: projectId,
        keys: [...new Set(keys)],
        runs: runIds,
        months: monthsOf(runIds),
        ...(isJoined(axis) ? { xKey: axisKey(axis) } : {}),
        ...(range === undefined ? {} : rangeParams(range)),
        ...cuts.params,
      },
      names: new Map(runs.map(({ name, runId }) => [runId, name])),
    };
    const asked = axis === 'step' ? told : await knowingRepetitions(this.clickHouse, told);
    const found = await this.clickHouse.query<FoundLine>(extents(asked.scope), asked.params);
    const [x0, x1] = range !== undefined && !axis.startsWith('key:') ? range : reach(found);
    const many = found.filter(({ points }) => Number(points) > budget);
    const width = bucketWidth(x0, x1, budget, isStepOrdered(axis));
    const plain = axis === 'step' ? await this.plain(asked, found, many, width) : [];
    const drawn = new Set(plain.map(({ key, run }) => nameOf(key, run)));
    const odd = many.filter(({ key, run_id }) => !drawn.has(nameOf(key, asked.names.get(run_id) ?? '')));
    const condensed = [...plain, ...(await this.condensed(asked, odd, width))];
    // By step, stored rows were counted: among the lines of many may be one that has few when its repeated steps are taken out.
    const enough = condensed.filter(({ points }) => points > budget);
    const done = new Set(enough.map(({ key, run }) => nameOf(key, run)));
    const few = found.filter(({ key, run_id }) => !done.has(nameOf(key, asked.names.get(run_id) ?? '')));
    return inOrder([...enough, ...(await this.exact(asked, few))], keys, runs);
  }

  /** Those of `many` that `plainBuckets` can tell. */
  private async plain(asked: Asked, found: readonly FoundLine[], many: readonly FoundLine[], width: number): Promise<Series[]> {
    if (many.length === 0) return [];
    // Choosing costs more than a few points of lines that are not wanted.
    const few = sum(found) - sum(many);
    const { scope, params } = few * 4 < sum(many) ? asked : choose(asked, many);
    const distance = Math.min(...many.map(({ points, x0, x1 }) => (x1 - x0) / Number(points)));
    const bytes = await this.clickHouse.queryBytes(plainBuckets(scope, bucketShifts(width, distance)), 'RowBinary', params);
    const wanted = new Set(many.map(({ key_id, run_id }) => `${key_id}/${run_id}`));
    const name = naming(asked, many);
    return Array.from(linesOf(bytes, PLAIN_COLUMNS)).flatMap((line) =>
      wanted.has(`${line.keyId}/${line.runId}`) ? (plainLine(name(line), width, line) ?? []) : [],
    );
  }

  private async condensed(asked: Asked, lines: readonly FoundLine[], width: number): Promise<Series[]> {
    if (lines.length === 0) return [];
    const chosen = choose(asked, lines);
    const { scope, params } = asked.scope.repeating === 'all' ? await knowingRepetitions(this.clickHouse, chosen) : chosen;
    const bytes = await this.clickHouse.queryBytes(buckets(scope), 'RowBinary', { ...params, width });
    const name = naming(asked, lines);
    return Array.from(linesOf(bytes, BUCKET_COLUMNS), (line) => bucketLine(name(line), width, line));
  }

  private async exact(asked: Asked, lines: readonly FoundLine[]): Promise<Series[]> {
    if (lines.length === 0) return [];
    const { scope, params } = choose(asked, lines);
    const bytes = await this.clickHouse.queryBytes(exactPoints(scope), 'RowBinary', params);
    const name = naming(asked, lines);
    return Array.from(linesOf(bytes, POINT_COLUMNS), (line) => exactLine(name(line), line));
  }
}

function choose({ scope, params }: Asked, lines: readonly FoundLine[]): PointsAsked {
  return {
    scope: { ...scope, chosenLines: true },
    params: { ...params, lineKeys: lines.map(({ key_id }) => key_id), lineRuns: lines.map(({ run_id }) => run_id) },
  };
}

function naming({ names }: Asked, lines: readonly FoundLine[]): (ids: Pick<LineRows, 'keyId' | 'runId'>) => Pick<Series, 'key' | 'run'> {
  const keys = new Map(lines.map(({ key, key_id }) => [key_id, key]));
  return ({ keyId, runId }) => ({ key: keys.get(keyId) ?? '', run: names.get(runId) ?? '' });
}

function sum(lines: readonly FoundLine[]): number {
  return lines.reduce((points, line) => points + Number(line.points), 0);
}

/** All drawn lines together (UI 9.3). */
function reach(lines: readonly FoundLine[]): [number, number] {
  return [Math.min(...lines.map(({ x0 }) => x0)), Math.max(...lines.map(({ x1 }) => x1))];
}

function inOrder(series: readonly Series[], keys: readonly string[], runs: readonly ChartRun[]): Series[] {
  const byName = new Map(series.map((line) => [nameOf(line.key, line.run), line]));
  return [...new Set(keys)].flatMap((key) => runs.flatMap(({ name }) => byName.get(nameOf(key, name)) ?? []));
}

function nameOf(key: string, run: string): string {
  return JSON.stringify([key, run]);
}
