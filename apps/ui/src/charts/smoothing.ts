/** Distances are measured in thousandths of the x extent, so that smoothness does not depend on the unit of x. */
const SCALE = 1_000;

/**
 * Time-weighted exponential moving average (UI 9.5). `weight` p in [0, 1); `extent` is the x extent of all drawn lines
 * before zooming, so that zooming does not change the smoothness. Values that are not finite are skipped and stay as they are.
 */
export function timeWeightedAverage(x: ArrayLike<number>, y: ArrayLike<number>, weight: number, extent: number): Float64Array {
  const smoothed = Float64Array.from(y);
  if (weight <= 0 || !(extent > 0)) return smoothed;
  const a = Math.min(Math.sqrt(weight), 0.999);
  let sum = 0;
  let norm = 0;
  let previous = NaN;
  for (let i = 0; i < smoothed.length; i += 1) {
    const value = y[i] ?? NaN;
    const at = x[i] ?? NaN;
    if (!Number.isFinite(value)) continue;
    const distance = Number.isNaN(previous) ? 0 : (SCALE * (at - previous)) / extent;
    const keep = a ** Math.max(0, distance);
    sum = sum * keep + value;
    norm = norm * keep + 1;
    smoothed[i] = sum / norm;
    previous = at;
  }
  return smoothed;
}
