import { points, storedPoints, type PointsScope } from './points.sql';

const NAME = '{keys:Array(String)}[indexOf(arrayMap(name -> sipHash64({project:UInt64}, name), {keys:Array(String)}), key_id)]';
/** A run may be a member of several groups. */
const MEMBERS =
  '(SELECT member.1 AS run_id, member.2 AS grp FROM (SELECT arrayJoin(arrayZip({memberRuns:Array(UInt64)}, {memberGroups:Array(UInt64)})) AS member)) AS members';

/** One row a key and run with a point in the view: how many it has (by step at least, stored rows are counted), and how far they reach. */
export function memberExtents(scope: PointsScope): string {
  const columns = `key_id, run_id, ${NAME} AS key, count() AS points`;
  if (scope.axis === 'step')
    return `SELECT ${columns}, toFloat64(min(step)) AS x0, toFloat64(max(step)) AS x1 ${storedPoints(scope)} GROUP BY key_id, run_id`;
  return `SELECT ${columns}, min(x) AS x0, max(x) AS x1 FROM (${points(scope)}) GROUP BY key_id, run_id`;
}

/** How many different x the members of each group have together. Rows that are stored twice change nothing. */
export function groupColumnCounts(scope: PointsScope): string {
  const rows = scope.axis === 'step' ? `SELECT key_id, run_id, step AS x ${storedPoints(scope)}` : points(scope);
  return `SELECT key_id, grp, uniqExact(x) AS columns FROM (${rows}) AS rows INNER JOIN ${MEMBERS} USING (run_id) GROUP BY key_id, grp`;
}

/**
 * One row a column: `key_id, grp, x, n, mean, sd, min, max, median`. First each member's value in the column, then the
 * statistics of these. The deviation's stable form: the usual one subtracts squares and loses small ones.
 */
export function groupColumns(scope: PointsScope, { bucketed }: { readonly bucketed: boolean }): string {
  const place = bucketed ? 'floor(x / {width:Float64})' : 'x';
  const values = `SELECT key_id, run_id, ${place} AS place, argMax(v, step) AS last, max(x) AS furthest, min(v) AS least, max(v) AS most
  FROM (${points(scope)}) WHERE isFinite(v) GROUP BY key_id, run_id, place`;
  // A member's own extremes count in buckets; at one x its last value is what counts.
  const [least, most] = bucketed ? ['least', 'most'] : ['last', 'last'];
  return `SELECT key_id, toUInt64(grp) AS grp, max(furthest) AS x, toFloat64(count()) AS n, avg(last) AS mean, stddevPopStable(last) AS sd,
  min(${least}) AS lowest, max(${most}) AS highest, quantileExactInclusive(0.5)(last) AS median
FROM (${values}) AS member_values INNER JOIN ${MEMBERS} USING (run_id)
GROUP BY key_id, grp, place
ORDER BY key_id, grp, place`;
}
