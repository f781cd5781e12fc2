/** Beyond this many buckets from 0, floor(x / width) would not be exact in a 64-bit float. */
const EXACT = 2 ** 52;

/**
 * Width of the buckets of UI 9.3: the smallest power of two that is at least (x1 - x0) / buckets, and at least 1 when x
 * counts steps. Edges are at multiples of it, so new data never moves them.
 */
export function bucketWidth(x0: number, x1: number, buckets: number, integer: boolean): number {
  const furthest = Math.max(Math.abs(x0), Math.abs(x1));
  const least = Math.max((x1 - x0) / buckets, furthest / EXACT, integer ? 1 : Number.MIN_VALUE);
  let width = 2 ** Math.ceil(Math.log2(least));
  // The logarithm is rounded: it may be one power off to either side.
  if (width / 2 >= least) width /= 2;
  if (width < least) width *= 2;
  return width;
}
