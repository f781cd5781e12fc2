import type { Series, SeriesQuery } from '@runstead/ui-contract';
import type { ChartRun } from './series-asked';

/** A row as it was logged; later rows of the array are later in the log. */
export interface LoggedRow {
  readonly runId: string;
  readonly step: number;
  /** Milliseconds since the epoch. */
  readonly time: number;
  readonly values: Readonly<Record<string, number>>;
}

interface Point {
  readonly step: number;
  readonly x: number;
  readonly y: number;
}

/** UI 9.3 in the plainest way: all rows in memory, one line after the other. What the SQL must agree with. */
export function bruteForceSeries(rows: readonly LoggedRow[], runs: readonly ChartRun[], query: SeriesQuery): Series[] {
  const { x: axis = 'step', buckets = 1_000, range } = query;
  const byStep = axis === 'step' || axis.startsWith('key:');
  const lines = query.keys.flatMap((key) => runs.map((run) => ({ key, run: run.name, points: pointsOf(rows, run, key, axis, range) })));
  const drawn = lines.filter(({ points }) => points.length > 0);
  const places = drawn.flatMap(({ points }) => points.map((point) => (axis.startsWith('key:') ? point.step : point.x)));
  const [x0, x1] = range && !axis.startsWith('key:') ? range : [Math.min(...places), Math.max(...places)];
  let width = byStep ? 1 : 2 ** -40;
  while (width < (x1 - x0) / buckets) width *= 2;
  return drawn.map(({ key, run, points }) => {
    const sorted = [...points].sort((a, b) => (byStep ? a.step - b.step : a.x - b.x || a.step - b.step));
    const exact = points.length <= buckets;
    const groups = new Map<number, Point[]>();
    sorted.forEach((point, index) => {
      const bucket = exact ? index : Math.floor((byStep ? point.step : point.x) / width);
      groups.set(
        bucket,
        [...(groups.get(bucket) ?? []), point].sort((a, b) => a.step - b.step),
      );
    });
    return lineOf(key, run, exact ? 0 : width, points.length, [...groups.values()]);
  });
}

export function pointsOf(
  rows: readonly LoggedRow[],
  run: ChartRun,
  key: string,
  axis: string,
  range: readonly number[] | undefined,
): Point[] {
  const newest = (name: string): Map<number, { value: number; time: number }> => {
    const steps = new Map<number, { value: number; time: number }>();
    for (const { runId, step, time, values } of rows) {
      const value = values[name];
      if (runId === run.runId && value !== undefined) steps.set(step, { value, time });
    }
    return steps;
  };
  const made = Number(BigInt(run.runId) >> 21n);
  const other = axis === 'runtime' ? newest('_runtime') : axis.startsWith('key:') ? newest(axis.slice(4)) : null;
  const xOf = (step: number, time: number): number => {
    if (axis === 'step') return step;
    if (axis === 'time') return time / 1_000;
    if (axis === 'wall') return (time - made) / 1_000;
    return other?.get(step)?.value ?? NaN;
  };
  return [...newest(key)]
    .map(([step, { value, time }]) => ({ step, x: xOf(step, time), y: value }))
    .filter(({ x }) => Number.isFinite(x) && (!range || (x >= range[0]! && x <= range[1]!)));
}

function lineOf(key: string, run: string, width: number, points: number, groups: readonly (readonly Point[])[]): Series {
  const finite = groups.map((group) => group.filter(({ y }) => Number.isFinite(y))).filter((group) => group.length > 0);
  const column = (of: (group: readonly Point[]) => number): Float64Array => Float64Array.from(finite, of);
  const marks = groups.flatMap((group) =>
    [Number.isNaN, (y: number) => y === Infinity, (y: number) => y === -Infinity].flatMap((is, kind) => {
      const last = group.filter(({ y }) => is(y)).at(-1);
      return last ? [{ x: last.x, kind }] : [];
    }),
  );
  return {
    key,
    run,
    width,
    points,
    x: column((group) => group.at(-1)!.x),
    y: column((group) => group.at(-1)!.y),
    min: column((group) => Math.min(...group.map(({ y }) => y))),
    max: column((group) => Math.max(...group.map(({ y }) => y))),
    mean: column((group) => group.reduce((sum, { y }) => sum + y, 0) / group.length),
    count: column((group) => group.length),
    markX: Float64Array.from(marks, ({ x }) => x),
    markKind: Float64Array.from(marks, ({ kind }) => kind),
  };
}
