import { nearestIndex } from './nearest';
import type { TooltipRow } from './hover-state';
import { bandOf, type PlotLine, type PlotModel } from './plot-model';

/** Lines of a custom x are joined in logging order and need not be sorted by x. */
const isSorted = (model: PlotModel): boolean => !model.xAxis.startsWith('key:');

/** Pixels of a value, as the plot has them. */
export interface Positions {
  position(value: number, axis: 'x' | 'y'): number;
}

const NEAR_PX = 24;
/** A line takes part in the reading when it has a point this near to the crosshair. */
const SAME_X_PX = 12;

/** The drawn x nearest to `x` among all lines; null when nothing is drawn. */
export function snappedX(model: PlotModel, x: number): number | null {
  let best: number | null = null;
  for (const { series } of model.lines) {
    const found = series.x[nearestIndex(series.x, x, isSorted(model))];
    if (found !== undefined && (best === null || Math.abs(found - x) < Math.abs(best - x))) best = found;
  }
  return best;
}

export interface Reading {
  readonly rows: readonly TooltipRow[];
  /** The line within 24 px of the pointer. */
  readonly nearest: PlotLine | null;
}

/** What each line has at `x`, sorted by value, largest first. `top` is the pointer's height in pixels, null for the keyboard. */
export function readAt(model: PlotModel, plot: Positions, x: number, top: number | null): Reading {
  const at = plot.position(x, 'x');
  const found = model.lines.flatMap((line) => {
    const point = pointNear(line, plot, x, at, isSorted(model));
    return point ? [{ line, ...point }] : [];
  });
  let nearest: (typeof found)[number] | null = null;
  let least = NEAR_PX;
  for (const candidate of found) {
    const distance = top === null ? Infinity : Math.abs(plot.position(candidate.value, 'y') - top);
    if (distance <= least) [nearest, least] = [candidate, distance];
  }
  const rows = found
    .map(({ line, index, value }) => ({
      id: line.id,
      label: line.label,
      colour: line.colour,
      dash: line.dash,
      value,
      original: index >= 0 && model.smoothed ? (line.series.y[index] ?? null) : null,
      bounds: boundsAt(line, index),
      members: membersAt(line, index),
      nearest: line === nearest?.line,
    }))
    .sort(byValue);
  return { rows, nearest: nearest?.line ?? null };
}

function boundsAt({ series }: PlotLine, index: number): readonly [number, number] | null {
  const band = index >= 0 && !series.figures ? bandOf(series) : null;
  return band && [band.low[index] ?? NaN, band.high[index] ?? NaN];
}

/** Of a group: the deviation, and how many of its runs have a value here. */
function membersAt({ series }: PlotLine, index: number): TooltipRow['members'] {
  const { figures } = series;
  if (!figures || index < 0) return null;
  return { deviation: figures.sd[index] ?? NaN, counted: figures.n[index] ?? 0, all: figures.members };
}

const MARK_VALUES = [NaN, Infinity, -Infinity];

/** The point, or the mark of a value that is not finite (`index` -1), whichever is nearer. */
function pointNear(line: PlotLine, plot: Positions, x: number, at: number, sorted: boolean): { index: number; value: number } | null {
  const { series, y } = line;
  const index = nearestIndex(series.x, x, sorted);
  const mark = nearestIndex(series.markX, x, sorted);
  const distance = (value: number | undefined): number => (value === undefined ? Infinity : Math.abs(plot.position(value, 'x') - at));
  const toPoint = distance(series.x[index]);
  const toMark = distance(series.markX[mark]);
  if (Math.min(toPoint, toMark) > SAME_X_PX) return null;
  if (toMark < toPoint) return { index: -1, value: MARK_VALUES[series.markKind[mark] ?? 0] ?? NaN };
  return { index, value: y[index] ?? NaN };
}

function byValue(a: TooltipRow, b: TooltipRow): number {
  if (Number.isNaN(a.value)) return Number.isNaN(b.value) ? 0 : 1;
  return Number.isNaN(b.value) ? -1 : b.value - a.value;
}
