import { HistoryView } from '@runstead/clickhouse';

/**
 * `key, kind, runs`, by name. What the client adds to every row (`_step`, `_runtime`, `_timestamp`, `_wandb`) is no metric
 * of a person's. Rows may be there more than once until they are merged; runs are counted as different ones. Of the runs
 * of which rows are hidden only keys count that a row still shows: numbers by their points, all else by the rows themselves.
 */
export function metricKeys({ oneRun, shown = HistoryView.none }: { readonly oneRun: boolean; readonly shown?: HistoryView }): string {
  return `SELECT key, argMax(one, (one = 'number', one != 'null', with_kind, one)) AS kind, uniqExactMerge(any_kind) AS runs
FROM (
  SELECT key, kind AS one, uniqExact(run_id) AS with_kind, uniqExactState(run_id) AS any_kind
  FROM ${shown.keys}
  WHERE project_id = {project:UInt64} AND source = {source:String}${oneRun ? ' AND run_id = {run:UInt64}' : ''}
    AND key NOT IN ('_step', '_runtime', '_timestamp', '_wandb')${shown.thinnedRuns.length > 0 ? stillShown(shown) : ''}
  GROUP BY key, kind
)
GROUP BY key
ORDER BY key`;
}

/** Only asked of projects in which a run was rewound or edited. Binds what the view does, and `{thinned:Array(UInt64)}`. */
function stillShown(shown: HistoryView): string {
  const ofRuns = 'project_id = {project:UInt64} AND run_id IN {thinned:Array(UInt64)}';
  const keys = `SELECT DISTINCT sipHash64(project_id, key) FROM metric_keys WHERE ${ofRuns} AND source = 'history' AND kind = 'number'`;
  const numbers = `SELECT run_id, key_id FROM points WHERE ${ofRuns} AND key_id IN (${keys})${shown.cuts.and('ord')}`;
  const others = `SELECT run_id, arrayJoin(JSONExtractKeys(row)) FROM history_rows WHERE ${ofRuns}${shown.cuts.and('ver')}`;
  if (shown.hasEdits)
    return ` AND (run_id NOT IN {thinned:Array(UInt64)} OR (run_id IN {editedRuns:Array(UInt64)} AND ${stillLogged(shown)}) OR (run_id NOT IN {editedRuns:Array(UInt64)} AND ${either('run_id', 'key', numbers, others)}))`;
  return ` AND (run_id NOT IN {thinned:Array(UInt64)} OR ${either('run_id', 'key', numbers, others)})`;
}

/** Of edited runs, by the ids and names under which rows lie. */
function stillLogged(shown: HistoryView): string {
  const others = `SELECT layer, arrayJoin(JSONExtractKeys(row)) FROM ${shown.rows} WHERE 1${shown.cuts.and('ver')}`;
  return either('layer', 'logged_key', shown.shownPointKeys, others);
}

/** A nested key counts by the part of it that stands in the row. */
function either(run: string, key: string, numbers: string, others: string): string {
  return `((kind = 'number' AND (${run}, sipHash64(project_id, ${key})) IN (${numbers}))
      OR (kind != 'number' AND ((${run}, ${key}) IN (${others}) OR (${run}, splitByChar('.', ${key})[1]) IN (${others}))))`;
}
