import { isStepOrdered, points, storedPoints, type PointsScope } from './points.sql';

const NAME = '{keys:Array(String)}[indexOf(arrayMap(name -> sipHash64({project:UInt64}, name), {keys:Array(String)}), key_id)]';

const REACH = 'toFloat64(min(step)) AS x0, toFloat64(max(step)) AS x1, max(ord) AS newest';
const FROM = `transform(run_id, {tailRuns:Array(UInt64)}, {tailFroms:Array(Int64)}, toInt64(9223372036854775807))`;

/** Rows of the ends of lines by step: `{tailFroms:Array(Int64)}` of `{tailRuns:Array(UInt64)}`. */
export const IN_TAIL = ` AND step >= ${FROM}`;

/** As `extents` by step, and the newest place in the log of a row before the end (0: none), and whether all steps are different. */
export function tailExtents(scope: PointsScope): string {
  return `SELECT key_id, run_id, ${NAME} AS key, count() AS points, ${REACH}, maxIf(ord, step < ${FROM}) AS before,
  groupBitmap(toUInt32(bitAnd(step, 4294967295))) = points AS steady ${storedPoints(scope)} GROUP BY key_id, run_id`;
}

/**
 * How many points each line has in the view, and how far they reach. By step, stored rows are counted as they are: that
 * is never too few, and reads one column.
 */
export function extents(scope: PointsScope): string {
  const columns = `key_id, run_id, ${NAME} AS key, count() AS points`;
  if (scope.axis === 'step') return `SELECT ${columns}, ${REACH} ${storedPoints(scope)} GROUP BY key_id, run_id`;
  const x = scope.axis.startsWith('key:') ? 'toFloat64(step)' : 'x';
  return `SELECT ${columns}, min(${x}) AS x0, max(${x}) AS x1 FROM (${points(scope)}) GROUP BY key_id, run_id`;
}

/** Where plain buckets of steps are cut, all as powers of two. */
export interface BucketShifts {
  readonly width: number;
  /** Blocks of at most this many steps are read first. */
  readonly block: number;
  /** Steps that are nearer than this share one of the 64 places of a block. */
  readonly place: number;
}

/**
 * The buckets of lines by step, without the dearest part of `buckets`: nothing is taken for a repetition until there is one.
 * One row a bucket: the last point, minimum, maximum, mean and number of points, and whether these are the truth (0) or
 * `buckets` has to be asked (1), because two rows have the same place of a block (if not, all steps are different), or because
 * some value is not finite (then their sum is not finite either).
 */
export function plainBuckets(scope: PointsScope, { width, block, place }: BucketShifts): string {
  const taken = `groupBitOr(bitShiftLeft(toUInt64(1), toUInt8(bitAnd(bitShiftRight(step, ${place}), 63))))`;
  const blocks = `SELECT key_id, run_id, bitShiftRight(step, ${block}) AS block, max(step) AS last, argMax(value, step) AS lastValue,
  min(value) AS low, max(value) AS high, sum(value) AS total, count() AS stored, bitCount(${taken}) != stored OR NOT isFinite(total) AS odd
${storedPoints(scope)}
GROUP BY key_id, run_id, block`;
  if (width === block)
    return `SELECT key_id, run_id, toFloat64(last), lastValue, low, high, total / stored, toFloat64(stored), toFloat64(odd) FROM (${blocks}) ORDER BY key_id, run_id, block`;
  return `SELECT key_id, run_id, toFloat64(max(last)), argMax(lastValue, last), min(low), max(high), sum(total) / sum(stored) AS mean,
  toFloat64(sum(stored)), toFloat64(max(odd) OR NOT isFinite(mean))
FROM (${blocks}) GROUP BY key_id, run_id, bitShiftRight(block, ${width - block}) AS bucket ORDER BY key_id, run_id, bucket`;
}

/** Every point: `key_id, run_id, x, v`, in the order in which they are joined. */
export function exactPoints(scope: PointsScope): string {
  const order = isStepOrdered(scope.axis) ? 'step' : 'x, step';
  return `SELECT key_id, run_id, x, v FROM (${points(scope)}) ORDER BY key_id, run_id, ${order}`;
}

/**
 * One row a bucket of `{width:Float64}` with anything in it: the last finite point (by step: as it was logged), minimum, maximum, mean and number of
 * the finite ones, the number of all, and the x of the last NaN, +Infinity and -Infinity (NaN: none).
 */
export function buckets(scope: PointsScope): string {
  const place = isStepOrdered(scope.axis) ? 'toFloat64(step)' : 'x';
  const mark = (condition: string): string => `if(countIf(${condition}) = 0, nan, argMaxIf(x, step, ${condition}))`;
  return `SELECT key_id, run_id,
  argMaxIf(x, step, isFinite(v)) AS lastX, argMaxIf(v, step, isFinite(v)) AS lastY,
  minIf(v, isFinite(v)) AS least, maxIf(v, isFinite(v)) AS most, avgIf(v, isFinite(v)) AS mean,
  toFloat64(countIf(isFinite(v))) AS finite, toFloat64(count()) AS points,
  ${mark('isNaN(v)')} AS nanX, ${mark('v = inf')} AS plusX, ${mark('v = -inf')} AS minusX
FROM (${points(scope)})
GROUP BY key_id, run_id, floor(${place} / {width:Float64}) AS bucket
ORDER BY key_id, run_id, bucket`;
}
