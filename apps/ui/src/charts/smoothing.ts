import type { Smoothing } from '@runstead/ui-contract';

/** Distances are measured in thousandths of the x extent, so that smoothness does not depend on the unit of x. */
const SCALE = 1_000;
/** Beyond this many deviations a Gaussian weight is below 1e-14. */
const REACH = 8;

/** Whether the setting changes anything. */
export function smooths({ kind, weight }: Smoothing): boolean {
  return kind === 'average' ? weight > 1 : kind !== 'none' && weight > 0;
}

/**
 * The values smoothed (UI 9.5). `extent` is the x extent of all drawn lines before zooming, so that zooming does not change
 * the smoothness. Values that are not finite are skipped and stay as they are.
 */
export function smoothed(x: ArrayLike<number>, y: ArrayLike<number>, { kind, weight }: Smoothing, extent: number): Float64Array {
  if (kind === 'time-ema') return timeWeightedAverage(x, y, weight, extent);
  if (kind === 'ema') return exponentialAverage(y, weight);
  if (kind === 'gaussian') return gaussianAverage(x, y, weight, extent);
  return kind === 'average' ? runningAverage(y, weight) : Float64Array.from(y);
}

/** Time-weighted exponential moving average. `weight` p in [0, 1). */
export function timeWeightedAverage(x: ArrayLike<number>, y: ArrayLike<number>, weight: number, extent: number): Float64Array {
  const out = Float64Array.from(y);
  if (weight <= 0 || !(extent > 0)) return out;
  const a = Math.min(Math.sqrt(weight), 0.999);
  let sum = 0;
  let norm = 0;
  let previous = NaN;
  for (let i = 0; i < out.length; i += 1) {
    const value = y[i] ?? NaN;
    const at = x[i] ?? NaN;
    if (!Number.isFinite(value)) continue;
    const distance = Number.isNaN(previous) ? 0 : (SCALE * (at - previous)) / extent;
    const keep = a ** Math.max(0, distance);
    sum = sum * keep + value;
    norm = norm * keep + 1;
    out[i] = sum / norm;
    previous = at;
  }
  return out;
}

function exponentialAverage(y: ArrayLike<number>, weight: number): Float64Array {
  const out = Float64Array.from(y);
  let sum = 0;
  let norm = 0;
  for (let i = 0; i < out.length; i += 1) {
    const value = y[i] ?? NaN;
    if (!Number.isFinite(value)) continue;
    sum = weight * sum + (1 - weight) * value;
    norm = weight * norm + (1 - weight);
    out[i] = sum / norm;
  }
  return out;
}

/** `sigma` in thousandths of the extent. Points beyond eight deviations weigh nothing and are not looked at where x rises. */
function gaussianAverage(x: ArrayLike<number>, y: ArrayLike<number>, sigma: number, extent: number): Float64Array {
  const out = Float64Array.from(y);
  if (sigma <= 0 || !(extent > 0)) return out;
  const finite = indicesOfFinite(y);
  const at = finite.map((i) => (SCALE * (x[i] ?? 0)) / extent);
  const rising = at.every((place, i) => i === 0 || place >= (at[i - 1] ?? 0));
  const reach = REACH * sigma;
  let first = 0;
  for (let i = 0; i < finite.length; i += 1) {
    const centre = at[i] ?? 0;
    if (rising) while ((at[first] ?? 0) < centre - reach) first += 1;
    let sum = 0;
    let norm = 0;
    for (let j = rising ? first : 0; j < finite.length; j += 1) {
      const distance = (at[j] ?? 0) - centre;
      if (rising && distance > reach) break;
      const share = Math.exp(-(distance * distance) / (2 * sigma * sigma));
      sum += share * (y[finite[j] ?? 0] ?? 0);
      norm += share;
    }
    out[finite[i] ?? 0] = sum / norm;
  }
  return out;
}

/** Mean of the points within half a window on either side, fewer at the ends. */
function runningAverage(y: ArrayLike<number>, window: number): Float64Array {
  const out = Float64Array.from(y);
  const side = Math.floor((window - 1) / 2);
  if (side <= 0) return out;
  const finite = indicesOfFinite(y);
  for (let i = 0; i < finite.length; i += 1) {
    const from = Math.max(0, i - side);
    const to = Math.min(finite.length - 1, i + side);
    let sum = 0;
    for (let j = from; j <= to; j += 1) sum += y[finite[j] ?? 0] ?? 0;
    out[finite[i] ?? 0] = sum / (to - from + 1);
  }
  return out;
}

function indicesOfFinite(y: ArrayLike<number>): number[] {
  const found: number[] = [];
  for (let i = 0; i < y.length; i += 1) if (Number.isFinite(y[i])) found.push(i);
  return found;
}
