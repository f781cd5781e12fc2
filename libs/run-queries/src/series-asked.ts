import { HistoryView, type ClickHouse } from '@runstead/clickhouse';
import { type Series, type seriesQuerySchema } from '@runstead/ui-contract';
import type { z } from 'zod';
import type { PointsAsked } from './repeated-steps';
import type { NamedRun } from './run-names.queries';
import type { LineRows } from './series-columns';
import { monthsOf, rangeParams } from './series-params';
import { axisKey, isJoined } from './sql/points.sql';

/** A run by its name in URLs and its row id. */
export type ChartRun = Pick<NamedRun, 'name' | 'runId'>;

/** A line, as `extents` finds it. `newest` is the place in the log of its newest row, by step. */
export interface FoundLine {
  readonly key: string;
  readonly key_id: string;
  readonly run_id: string;
  readonly points: string;
  readonly x0: number;
  readonly x1: number;
  readonly newest?: string;
}

/** A chart's question, with everything bound that does not depend on what is found. */
export interface SeriesAsked extends PointsAsked {
  readonly names: ReadonlyMap<string, string>;
  /** Runs that were rewound or edited: what the log holds of them is not what is shown. */
  readonly rewound: ReadonlySet<string>;
}

export async function askSeries(
  clickHouse: ClickHouse,
  projectId: string,
  runs: readonly ChartRun[],
  { source, keys, x: axis, range }: z.output<typeof seriesQuerySchema>,
): Promise<SeriesAsked> {
  const runIds = runs.map(({ runId }) => runId);
  const view = source === 'history' ? await HistoryView.of(clickHouse, projectId, runIds) : HistoryView.none;
  return {
    scope: { source, axis, ranged: range !== undefined, chosenLines: false, repeating: 'all', view },
    params: {
      project: projectId,
      keys: [...new Set(keys)],
      runs: runIds,
      months: monthsOf(runIds),
      ...(isJoined(axis) ? { xKey: axisKey(axis) } : {}),
      ...(range === undefined ? {} : rangeParams(range)),
      ...view.params,
    },
    names: new Map(runs.map(({ name, runId }) => [runId, name])),
    rewound: new Set(view.changedRuns),
  };
}

/** Only these lines of what is asked. */
export function chooseLines({ scope, params }: SeriesAsked, lines: readonly FoundLine[]): PointsAsked {
  return {
    scope: { ...scope, chosenLines: true },
    params: { ...params, lineKeys: lines.map(({ key_id }) => key_id), lineRuns: lines.map(({ run_id }) => run_id) },
  };
}

/** Names of the lines of a result. */
export function naming(
  { names }: SeriesAsked,
  lines: readonly FoundLine[],
): (ids: Pick<LineRows, 'keyId' | 'runId'>) => Pick<Series, 'key' | 'run'> {
  const keys = new Map(lines.map(({ key, key_id }) => [key_id, key]));
  return ({ keyId, runId }) => ({ key: keys.get(keyId) ?? '', run: names.get(runId) ?? '' });
}

/** Points of all of them. */
export function pointsIn(lines: readonly FoundLine[]): number {
  return lines.reduce((points, line) => points + Number(line.points), 0);
}

/** All drawn lines together (UI 9.3). */
export function reach(lines: readonly FoundLine[]): [number, number] {
  return [Math.min(...lines.map(({ x0 }) => x0)), Math.max(...lines.map(({ x1 }) => x1))];
}

export function inOrder(series: readonly Series[], keys: readonly string[], runs: readonly ChartRun[]): Series[] {
  const byName = new Map(series.map((line) => [nameOf(line.key, line.run), line]));
  return [...new Set(keys)].flatMap((key) => runs.flatMap(({ name }) => byName.get(nameOf(key, name)) ?? []));
}

export function nameOf(key: string, run: string): string {
  return JSON.stringify([key, run]);
}

/** A line that can be gone on with, by step: the last bucket again (of points: the last one), and what comes after it. */
export function resumable(series: Series, { newest = '0', run_id, x1 }: FoundLine, { rewound }: SeriesAsked): Series {
  if (rewound.has(run_id)) return series;
  const from = series.width === 0 ? x1 : Math.floor(x1 / series.width) * series.width;
  return { ...series, resume: { from, after: newest } };
}
