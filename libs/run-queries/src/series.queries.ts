import { Injectable } from '@nestjs/common';
import { ClickHouse } from '@runstead/clickhouse';
import { seriesQuerySchema, type Series, type SeriesQuery } from '@runstead/ui-contract';
import { knowingRepetitions } from './repeated-steps';
import {
  askSeries,
  chooseLines,
  inOrder,
  nameOf,
  naming,
  pointsIn,
  reach,
  resumable,
  type ChartRun,
  type FoundLine,
  type SeriesAsked,
} from './series-asked';
import { bucketShifts, bucketWidth } from './series-bucket-width';
import { linesOf } from './series-columns';
import { BUCKET_COLUMNS, bucketLine, exactLine, PLAIN_COLUMNS, plainLine, POINT_COLUMNS } from './series-lines';
import { isStepOrdered } from './sql/points.sql';
import { buckets, exactPoints, extents, plainBuckets } from './sql/series.sql';

/** The lines of a chart: one SQL for many runs and keys, as few points as the chart can show, and no spike lost (UI 9.3). */
@Injectable()
export class SeriesQueries {
  constructor(private readonly clickHouse: ClickHouse) {}

  /**
   * Lines with at least one point in the view, by key and run in the order asked for. `runs` are those that `query.runs` names.
   * `leastWidth`: buckets of a chart that shows other lines already, a power of two.
   */
  async series(projectId: string, runs: readonly ChartRun[], query: SeriesQuery, leastWidth = 0): Promise<Series[]> {
    const told = seriesQuerySchema.parse(query);
    if (runs.length === 0) return [];
    const { keys, x: axis, range, buckets: budget } = told;
    const unknowing = await askSeries(this.clickHouse, projectId, runs, told);
    const asked = axis === 'step' ? unknowing : await knowingRepetitions(this.clickHouse, unknowing);
    const found = await this.clickHouse.query<FoundLine>(extents(asked.scope), asked.params);
    const [x0, x1] = range !== undefined && !axis.startsWith('key:') ? range : reach(found);
    const many = found.filter(({ points }) => Number(points) > budget);
    const width = Math.max(bucketWidth(x0, x1, budget, isStepOrdered(axis)), leastWidth);
    const plain = axis === 'step' ? await this.plain(asked, found, many, width) : [];
    const drawn = new Set(plain.map(({ key, run }) => nameOf(key, run)));
    const odd = many.filter(({ key, run_id }) => !drawn.has(nameOf(key, asked.names.get(run_id) ?? '')));
    const condensed = [...plain, ...(await this.condensed(asked, odd, width))];
    // By step, stored rows were counted: among the lines of many may be one that has few when its repeated steps are taken out.
    const enough = condensed.filter(({ points }) => points > budget);
    const done = new Set(enough.map(({ key, run }) => nameOf(key, run)));
    const few = found.filter(({ key, run_id }) => !done.has(nameOf(key, asked.names.get(run_id) ?? '')));
    const series = inOrder([...enough, ...(await this.exact(asked, few))], keys, runs);
    if (axis !== 'step' || range !== undefined) return series;
    const lines = new Map(found.map((line) => [nameOf(line.key, asked.names.get(line.run_id) ?? ''), line]));
    return series.map((line) => resumable(line, lines.get(nameOf(line.key, line.run))!, asked));
  }

  /** Those of `many` that `plainBuckets` can tell. */
  private async plain(asked: SeriesAsked, found: readonly FoundLine[], many: readonly FoundLine[], width: number): Promise<Series[]> {
    if (many.length === 0) return [];
    // Choosing costs more than a few points of lines that are not wanted.
    const few = pointsIn(found) - pointsIn(many);
    const { scope, params } = few * 4 < pointsIn(many) ? asked : chooseLines(asked, many);
    const distance = Math.min(...many.map(({ points, x0, x1 }) => (x1 - x0) / Number(points)));
    const bytes = await this.clickHouse.queryBytes(plainBuckets(scope, bucketShifts(width, distance)), 'RowBinary', params);
    const wanted = new Set(many.map(({ key_id, run_id }) => `${key_id}/${run_id}`));
    const name = naming(asked, many);
    return Array.from(linesOf(bytes, PLAIN_COLUMNS)).flatMap((line) =>
      wanted.has(`${line.keyId}/${line.runId}`) ? (plainLine(name(line), width, line) ?? []) : [],
    );
  }

  private async condensed(asked: SeriesAsked, lines: readonly FoundLine[], width: number): Promise<Series[]> {
    if (lines.length === 0) return [];
    const chosen = chooseLines(asked, lines);
    const { scope, params } = asked.scope.repeating === 'all' ? await knowingRepetitions(this.clickHouse, chosen) : chosen;
    const bytes = await this.clickHouse.queryBytes(buckets(scope), 'RowBinary', { ...params, width });
    const name = naming(asked, lines);
    return Array.from(linesOf(bytes, BUCKET_COLUMNS), (line) => bucketLine(name(line), width, line));
  }

  private async exact(asked: SeriesAsked, lines: readonly FoundLine[]): Promise<Series[]> {
    if (lines.length === 0) return [];
    const { scope, params } = chooseLines(asked, lines);
    const bytes = await this.clickHouse.queryBytes(exactPoints(scope), 'RowBinary', params);
    const name = naming(asked, lines);
    return Array.from(linesOf(bytes, POINT_COLUMNS), (line) => exactLine(name(line), line));
  }
}
