/**
 * `key, kind, runs`, by name. What the client adds to every row (`_step`, `_runtime`, `_timestamp`, `_wandb`) is no metric
 * of a person's. Rows may be there more than once until they are merged; runs are counted as different ones.
 */
export function metricKeys({ oneRun }: { readonly oneRun: boolean }): string {
  return `SELECT key, argMax(one, (one = 'number', one != 'null', with_kind, one)) AS kind, uniqExactMerge(any_kind) AS runs
FROM (
  SELECT key, kind AS one, uniqExact(run_id) AS with_kind, uniqExactState(run_id) AS any_kind
  FROM metric_keys
  WHERE project_id = {project:UInt64} AND source = {source:String}${oneRun ? ' AND run_id = {run:UInt64}' : ''}
    AND key NOT IN ('_step', '_runtime', '_timestamp', '_wandb')
  GROUP BY key, kind
)
GROUP BY key
ORDER BY key`;
}
