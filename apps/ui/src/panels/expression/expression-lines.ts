import type { DrawnSeries } from '../../charts/plot-model';
import type { RunValues } from '../legend-template';
import type { FoundLine } from '../use-panel-lines';
import type { Expression } from './parse-expression';

interface Expressions {
  readonly y: Expression | null;
  readonly x: Expression | null;
  /** What the line is called in exports. */
  readonly title: string;
}

/**
 * One line a run from the lines of all keys that the expressions name: a point wherever all of them were logged. Where
 * points stand for buckets, the last ones of the same bucket are put together.
 */
export function expressionLines(
  found: readonly FoundLine[],
  { y, x, title }: Expressions,
  valuesOf: (run: string) => RunValues,
): FoundLine[] {
  const byRun = new Map<string, FoundLine[]>();
  for (const line of found) byRun.set(line.run.name, [...(byRun.get(line.run.name) ?? []), line]);
  return [...byRun.values()].flatMap((lines) => {
    const [first] = lines;
    if (!first) return [];
    const wanted = new Set([...(y?.keys ?? []), ...(x?.keys ?? [])]);
    const needed = lines.filter(({ line }) => wanted.has(line.key));
    const base = y ? needed[0] : first;
    if (!base || needed.length < wanted.size) return [];
    const fields = valuesOf(first.run.name);
    const series = combined(base, needed, y, x, (name) => (typeof fields[name] === 'number' ? fields[name] : NaN));
    return [{ run: first.run, line: { key: y ? title : first.line.key }, series }];
  });
}

function combined(
  base: FoundLine,
  needed: readonly FoundLine[],
  y: Expression | null,
  x: Expression | null,
  fieldOf: (name: string) => number,
): DrawnSeries {
  const width = Math.max(base.series.width, ...needed.map(({ series }) => series.width));
  const place = (at: number): number => (width > 0 ? Math.floor(at / width) : at);
  const columns = new Map(needed.map(({ line, series }) => [line.key, columnOf(series, place)]));
  const xs: number[] = [];
  const ys: number[] = [];
  base.series.x.forEach((at, i) => {
    const row = place(at);
    if (needed.some(({ line }) => !columns.get(line.key)?.has(row))) return;
    const lookup = (name: string): number => columns.get(name)?.get(row) ?? fieldOf(name);
    xs.push(x ? x.evaluate(lookup) : at);
    ys.push(y ? y.evaluate(lookup) : (base.series.y[i] ?? NaN));
  });
  const column = Float64Array.from(ys);
  const ones = new Float64Array(xs.length).fill(1);
  const { markX, markKind } = x ? { markX: NOTHING, markKind: NOTHING } : base.series;
  return {
    ...base.series,
    width: 0,
    x: Float64Array.from(xs),
    y: column,
    min: column,
    max: column,
    mean: column,
    count: ones,
    markX,
    markKind,
  };
}

const NOTHING = new Float64Array();

function columnOf(series: DrawnSeries, place: (at: number) => number): Map<number, number> {
  const column = new Map<number, number>();
  series.x.forEach((at, i) => column.set(place(at), series.y[i] ?? NaN));
  return column;
}
