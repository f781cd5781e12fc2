import type { Series } from '@runstead/ui-contract';

export type Interval = readonly [number, number];

/** Least and largest of the finite values; null without any. `positive` drops what a log axis cannot show. */
export function extentOf(columns: Iterable<ArrayLike<number>>, positive = false): Interval | null {
  let min = Infinity;
  let max = -Infinity;
  for (const column of columns)
    for (let i = 0; i < column.length; i += 1) {
      const value = column[i] ?? NaN;
      if (!Number.isFinite(value) || (positive && value <= 0)) continue;
      if (value < min) min = value;
      if (value > max) max = value;
    }
  return min <= max ? [min, max] : null;
}

/** The automatic y range: 5 % padding; a minimum between 0 and a quarter of the maximum starts the axis at 0. */
export function paddedRange([min, max]: Interval): Interval {
  // Smoothing leaves rounding errors on a constant: they are no range.
  if (max - min <= 1e-9 * Math.max(Math.abs(min), Math.abs(max)))
    return min === 0 ? [-1, 1] : [min - Math.abs(min) * 0.1, max + Math.abs(max) * 0.1];
  const padding = (max - min) * 0.05;
  const low = min >= 0 && min < 0.25 * max ? 0 : min - padding;
  return [low, max + padding];
}

/** The same for a log axis, where padding is a factor. */
export function paddedLogRange([min, max]: Interval): Interval {
  const padding = min === max ? 2 : (max / min) ** 0.05;
  return [min / padding, max * padding];
}

/** Indices of the points with x in the interval; `series.x` need not be sorted. */
export function pointsInside(series: Series, inside: Interval | null): number {
  if (!inside) return series.x.length;
  let count = 0;
  for (const x of series.x) if (x >= inside[0] && x <= inside[1]) count += 1;
  return count;
}
