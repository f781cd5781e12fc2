import { isStepOrdered, points, storedPoints, type PointsScope } from './points.sql';

const NAME = '{keys:Array(String)}[indexOf(arrayMap(name -> sipHash64({project:UInt64}, name), {keys:Array(String)}), key_id)]';

/**
 * How many points each line has in the view, and how far they reach. By step, stored rows are counted as they are: that
 * is never too few, and reads one column.
 */
export function extents(scope: PointsScope): string {
  const columns = `key_id, run_id, ${NAME} AS key, count() AS points`;
  if (scope.axis === 'step')
    return `SELECT ${columns}, toFloat64(min(step)) AS x0, toFloat64(max(step)) AS x1 ${storedPoints(scope)} GROUP BY key_id, run_id`;
  const x = scope.axis.startsWith('key:') ? 'toFloat64(step)' : 'x';
  return `SELECT ${columns}, min(${x}) AS x0, max(${x}) AS x1 FROM (${points(scope)}) GROUP BY key_id, run_id`;
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
