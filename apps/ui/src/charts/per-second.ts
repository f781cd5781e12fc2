import type { Series } from '@runstead/ui-contract';

/** Growth per second of a counter whose x is in seconds. A value below the one before it means that the counter began anew. */
export function perSecond(series: Series): Series {
  const rate = new Float64Array(Math.max(0, series.x.length - 1));
  for (let i = 0; i < rate.length; i += 1) {
    const seconds = (series.x[i + 1] ?? 0) - (series.x[i] ?? 0);
    const before = series.y[i] ?? NaN;
    const now = series.y[i + 1] ?? NaN;
    rate[i] = seconds > 0 ? (now >= before ? now - before : now) / seconds : NaN;
  }
  const x = series.x.subarray(1);
  return { ...series, width: 0, x, y: rate, min: rate, max: rate, mean: rate, count: series.count.subarray(1) };
}
