import type { MetricSource, XAxis } from '@runstead/ui-contract';

/** What the statements below bind. */
export interface PointsScope {
  readonly source: MetricSource;
  readonly axis: XAxis;
  /** The view is an interval of x: `{x0:Float64}`, `{x1:Float64}` (for `step` `{from:Int64}`, `{to:Int64}`). */
  readonly ranged: boolean;
  /** Only the lines `{lineKeys:Array(UInt64)}`, `{lineRuns:Array(UInt64)}`, taken in pairs. */
  readonly chosenLines: boolean;
  /** Condition that leaves out what rewinds have hidden (`RowCuts.and('ord')`); absent or empty for runs without any. */
  readonly visible?: string;
}

const TABLES = { history: 'points', system: 'system_points' } as const;
const KEYS = 'SELECT sipHash64({project:UInt64}, arrayJoin({keys:Array(String)}))';
const X_KEY = 'SELECT sipHash64({project:UInt64}, {xKey:String})';
const LINES = 'SELECT line.1, line.2 FROM (SELECT arrayJoin(arrayZip({lineKeys:Array(UInt64)}, {lineRuns:Array(UInt64)})) AS line)';

/** True when x is the value of another key in the same row, found by run and step. */
export function isJoined(axis: XAxis): boolean {
  return axis === 'runtime' || axis.startsWith('key:');
}

/** The key whose values are x, for a joined axis. */
export function axisKey(axis: XAxis): string {
  return axis === 'runtime' ? '_runtime' : axis.slice('key:'.length);
}

/** A custom x need not rise: its points stay in the order of their steps, and buckets are of steps (UI 9.2). */
export function isStepOrdered(axis: XAxis): boolean {
  return axis === 'step' || axis.startsWith('key:');
}

/** Rows that may be there more than once: parts that are not merged yet, steps that were logged again. */
export function storedPoints(scope: PointsScope, keys: string = KEYS): string {
  const conditions = [
    'project_id = {project:UInt64}',
    `key_id IN (${keys})`,
    'run_id IN {runs:Array(UInt64)}',
    'run_month IN {months:Array(UInt32)}',
    ...(scope.ranged && scope.axis === 'step' ? ['step >= {from:Int64}', 'step <= {to:Int64}'] : []),
    ...(scope.chosenLines && keys === KEYS ? [`(key_id, run_id) IN (${LINES})`] : []),
  ];
  return `FROM ${TABLES[scope.source]} WHERE ${conditions.join(' AND ')}${scope.visible ?? ''}`;
}

/** One row a point: `key_id, run_id, step, x, v`, the newest value of each step, within the view. */
export function points(scope: PointsScope): string {
  const view = scope.ranged && scope.axis !== 'step' ? ' AND x >= {x0:Float64} AND x <= {x1:Float64}' : '';
  if (isJoined(scope.axis)) {
    const y = `SELECT key_id, run_id, step, argMax(value, ord) AS v ${storedPoints(scope)} GROUP BY key_id, run_id, step`;
    const x = `SELECT run_id, step, argMax(value, ord) AS x ${storedPoints(scope, X_KEY)} GROUP BY run_id, step`;
    return `SELECT key_id, run_id, step, x, v FROM (${y}) AS y INNER JOIN (${x}) AS x USING (run_id, step) WHERE isFinite(x)${view}`;
  }
  if (scope.axis === 'step') {
    const newest = `SELECT key_id, run_id, step, argMax(value, ord) AS v ${storedPoints(scope)} GROUP BY key_id, run_id, step`;
    return `SELECT key_id, run_id, step, toFloat64(step) AS x, v FROM (${newest})`;
  }
  // A run's id begins with the millisecond in which it was made. Two argMax of plain columns: one of a tuple takes ten times as long.
  const began = scope.axis === 'wall' ? ' - toInt64(bitShiftRight(run_id, 21))' : '';
  const newest = `SELECT key_id, run_id, step, argMax(toUnixTimestamp64Milli(ts), ord) AS ms, argMax(value, ord) AS v ${storedPoints(scope)} GROUP BY key_id, run_id, step`;
  return `SELECT key_id, run_id, step, (ms${began}) / 1000 AS x, v FROM (${newest}) WHERE 1${view}`;
}
