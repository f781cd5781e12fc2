import type { BucketShifts } from './sql/series.sql';

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

/** Places of a block (`plainBuckets`), as a power of two. */
const PLACES = 6;
/** Steps that were logged at uneven distances still get places of their own down to a quarter of the mean distance. */
const UNEVEN = 2;

/** For buckets of `width` steps, a power of two, of lines whose steps are at least `distance` apart in the mean. */
export function bucketShifts(width: number, distance: number): BucketShifts {
  const bucket = Math.round(Math.log2(width));
  const place = Math.min(bucket, Math.max(0, Math.floor(Math.log2(Math.max(1, distance))) - UNEVEN));
  return { width: bucket, block: Math.min(bucket, place + PLACES), place };
}
