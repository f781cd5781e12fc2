import { roundTicks } from './axis-scale';

interface Bin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** About as many bins as the square root of the values, with round edges; the last one includes its end. */
export function binsOf(values: readonly number[]): Bin[] {
  if (values.length === 0) return [];
  const [low, high] = [Math.min(...values), Math.max(...values)];
  if (low === high) return [{ from: low - 0.5, to: high + 0.5, count: values.length }];
  const wanted = Math.min(60, Math.max(6, Math.ceil(Math.sqrt(values.length))));
  const ticks = roundTicks(low, high, wanted);
  const step = (ticks[1] ?? high) - (ticks[0] ?? low);
  const first = Math.floor(low / step);
  const counts = new Array<number>(Math.floor(high / step) - first + 1).fill(0);
  for (const value of values) counts[Math.floor(value / step) - first] = (counts[Math.floor(value / step) - first] ?? 0) + 1;
  return counts.map((count, i) => ({ from: (first + i) * step, to: (first + i + 1) * step, count }));
}
