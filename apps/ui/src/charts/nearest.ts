/** Index of the x nearest to `at`; -1 in an empty column. Columns of a custom x need not be sorted. */
export function nearestIndex(x: ArrayLike<number>, at: number, sorted = true): number {
  if (x.length === 0) return -1;
  if (!sorted) return nearestByScan(x, at);
  let low = 0;
  let high = x.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((x[middle] ?? 0) <= at) low = middle;
    else high = middle;
  }
  return at - (x[low] ?? 0) <= (x[high] ?? 0) - at ? low : high;
}

function nearestByScan(x: ArrayLike<number>, at: number): number {
  let best = 0;
  for (let i = 1; i < x.length; i += 1) if (Math.abs((x[i] ?? 0) - at) < Math.abs((x[best] ?? 0) - at)) best = i;
  return best;
}
