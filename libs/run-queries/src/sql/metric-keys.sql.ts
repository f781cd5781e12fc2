import type { RowCuts } from '@runstead/clickhouse';

/**
 * `key, kind, runs`, by name. What the client adds to every row (`_step`, `_runtime`, `_timestamp`, `_wandb`) is no metric
 * of a person's. Rows may be there more than once until they are merged; runs are counted as different ones. Of the runs
 * `rewound` only keys count that a row still shows: numbers by their points, all else by the rows themselves.
 */
export function metricKeys({ oneRun, rewound }: { readonly oneRun: boolean; readonly rewound?: RowCuts }): string {
  return `SELECT key, argMax(one, (one = 'number', one != 'null', with_kind, one)) AS kind, uniqExactMerge(any_kind) AS runs
FROM (
  SELECT key, kind AS one, uniqExact(run_id) AS with_kind, uniqExactState(run_id) AS any_kind
  FROM metric_keys
  WHERE project_id = {project:UInt64} AND source = {source:String}${oneRun ? ' AND run_id = {run:UInt64}' : ''}
    AND key NOT IN ('_step', '_runtime', '_timestamp', '_wandb')${rewound ? stillShown(rewound) : ''}
  GROUP BY key, kind
)
GROUP BY key
ORDER BY key`;
}

/** Only asked of projects in which a run was rewound. Binds what `rewound` does, and `{rewound:Array(UInt64)}`. */
function stillShown(rewound: RowCuts): string {
  const ofRuns = 'project_id = {project:UInt64} AND run_id IN {rewound:Array(UInt64)}';
  const keys = `SELECT DISTINCT sipHash64(project_id, key) FROM metric_keys WHERE ${ofRuns} AND source = 'history' AND kind = 'number'`;
  const numbers = `SELECT run_id, key_id FROM points WHERE ${ofRuns} AND key_id IN (${keys})${rewound.and('ord')}`;
  const others = `SELECT run_id, arrayJoin(JSONExtractKeys(row)) FROM history_rows WHERE ${ofRuns}${rewound.and('ver')}`;
  // A nested key counts by the part of it that stands in the row.
  return ` AND (run_id NOT IN {rewound:Array(UInt64)}
      OR (kind = 'number' AND (run_id, sipHash64(project_id, key)) IN (${numbers}))
      OR (kind != 'number' AND ((run_id, key) IN (${others}) OR (run_id, splitByChar('.', key)[1]) IN (${others}))))`;
}
