import { Injectable } from '@nestjs/common';
import { ClickHouse } from '@runstead/clickhouse';
import { seriesQuerySchema, type Series, type SeriesQuery, type SeriesResume } from '@runstead/ui-contract';
import {
  askSeries,
  chooseLines,
  inOrder,
  nameOf,
  naming,
  reach,
  resumable,
  type ChartRun,
  type FoundLine,
  type SeriesAsked,
} from './series-asked';
import { bucketWidth } from './series-bucket-width';
import { linesOf } from './series-columns';
import { BUCKET_COLUMNS, bucketLine, exactLine, POINT_COLUMNS } from './series-lines';
import { stepAt } from './series-params';
import { SeriesQueries } from './series.queries';
import { buckets, exactPoints, IN_TAIL, tailExtents } from './sql/series.sql';

/** A line, as `tailExtents` finds it. */
interface FoundTail extends FoundLine {
  readonly before: string;
  readonly steady: 0 | 1;
}

const LAST_STEP = 2 ** 63;

/**
 * What is new in lines that a page has already (UI 14): the last bucket and those after it. A line is answered whole when
 * anything before them has changed (rows that came late, steps that were logged again, a rewind), when its buckets would be
 * wider by now, and when the page has points where there are buckets now. Its buckets are then no narrower than the page's
 * others, which may be of longer lines.
 */
@Injectable()
export class SeriesTailQueries {
  constructor(
    private readonly clickHouse: ClickHouse,
    private readonly whole: SeriesQueries,
  ) {}

  /** As `SeriesQueries.series`; lines with `since` go on from there. `runs` are those that `query.runs` names. */
  async series(projectId: string, runs: readonly ChartRun[], query: SeriesQuery): Promise<Series[]> {
    const told = seriesQuerySchema.parse(query);
    if (!told.tail || told.x !== 'step' || told.range !== undefined || runs.length === 0) return this.whole.series(projectId, runs, query);
    const { width, runs: resumes } = told.tail;
    const byName = new Map(told.runs.map((name, place) => [name, resumes[place]]));
    const held = new Map(runs.map(({ name, runId }) => [runId, byName.get(name)]));
    const asked = await this.asked(projectId, runs, told, held);
    const found = await this.clickHouse.query<FoundTail>(tailExtents(asked.scope), asked.params);
    const [x0, x1] = reach(found);
    const needed = bucketWidth(x0, x1, told.buckets, true);
    const goesOn = (line: FoundTail): boolean =>
      wasOnlyAppended(line, held.get(line.run_id), asked) &&
      (width === 0 ? Number(line.points) <= told.buckets : Number(line.points) > told.buckets && needed <= width);
    const ends = await this.ends(asked, found.filter(goesOn), width, held);
    const changed = found.filter((line) => !goesOn(line));
    return inOrder([...ends, ...(await this.changed(projectId, runs, query, changed, width))], told.keys, runs);
  }

  private async asked(
    projectId: string,
    runs: readonly ChartRun[],
    told: Parameters<typeof askSeries>[3],
    held: ReadonlyMap<string, SeriesResume | undefined>,
  ): Promise<SeriesAsked> {
    const asked = await askSeries(this.clickHouse, projectId, runs, told);
    const froms = runs.map(({ runId }) => held.get(runId)?.from ?? LAST_STEP);
    return {
      ...asked,
      params: {
        ...asked.params,
        tailRuns: runs.map(({ runId }) => runId),
        tailFroms: froms.map(stepAt),
        from: stepAt(Math.min(...froms)),
        to: stepAt(LAST_STEP),
      },
    };
  }

  private async ends(
    asked: SeriesAsked,
    lines: readonly FoundTail[],
    width: number,
    held: ReadonlyMap<string, SeriesResume | undefined>,
  ): Promise<Series[]> {
    if (lines.length === 0) return [];
    const { scope, params } = chooseLines(asked, lines);
    // That no step of theirs is repeated is known; the lowest step lets the engine skip what is before all of them.
    const ends = { ...scope, ranged: true, repeating: 'none', visible: `${scope.visible ?? ''}${IN_TAIL}` } as const;
    const sql = width === 0 ? exactPoints(ends) : buckets(ends);
    const bytes = await this.clickHouse.queryBytes(sql, 'RowBinary', { ...params, width });
    const name = naming(asked, lines);
    const found = new Map(
      Array.from(linesOf(bytes, width === 0 ? POINT_COLUMNS : BUCKET_COLUMNS), (line) => [
        `${line.keyId}/${line.runId}`,
        width === 0 ? exactLine(name(line), line) : bucketLine(name(line), width, line),
      ]),
    );
    return lines.flatMap((line) => {
      const end = found.get(`${line.key_id}/${line.run_id}`);
      const since = held.get(line.run_id)?.from ?? 0;
      return end ? [resumable({ ...end, points: Number(line.points), since }, line, asked)] : [];
    });
  }

  /** All that is asked of their keys and runs is read, and what was not meant left out. */
  private async changed(
    projectId: string,
    runs: readonly ChartRun[],
    query: SeriesQuery,
    lines: readonly FoundLine[],
    width: number,
  ): Promise<Series[]> {
    if (lines.length === 0) return [];
    const ids = new Set(lines.map(({ run_id }) => run_id));
    const some = runs.filter(({ runId }) => ids.has(runId));
    const names = new Map(some.map(({ name, runId }) => [runId, name]));
    const keys = [...new Set(lines.map(({ key }) => key))];
    const wanted = new Set(lines.map(({ key, run_id }) => nameOf(key, names.get(run_id) ?? '')));
    const series = await this.whole.series(projectId, some, { ...query, keys, runs: some.map(({ name }) => name) }, width);
    return series.filter(({ key, run }) => wanted.has(nameOf(key, run)));
  }
}

function wasOnlyAppended({ run_id, x1, before, steady }: FoundTail, held: SeriesResume | undefined, { rewound }: SeriesAsked): boolean {
  return held !== undefined && x1 >= held.from && steady === 1 && !rewound.has(run_id) && BigInt(before) <= BigInt(held.after);
}
