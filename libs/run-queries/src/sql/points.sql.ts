import { HistoryView } from '@runstead/clickhouse';
import type { MetricSource, XAxis } from '@runstead/ui-contract';

/** What the statements below bind. */
export interface PointsScope {
  readonly source: MetricSource;
  readonly axis: XAxis;
  /** The view is an interval of x: `{x0:Float64}`, `{x1:Float64}` (for `step` `{from:Int64}`, `{to:Int64}`). */
  readonly ranged: boolean;
  /** Only the lines `{lineKeys:Array(UInt64)}`, `{lineRuns:Array(UInt64)}`, taken in pairs. */
  readonly chosenLines: boolean;
  /** Runs in which a step may stand more than once: all (nothing is known), `{repeating:Array(UInt64)}`, or none. */
  readonly repeating: 'all' | 'some' | 'none';
  /** What rewinds and edits make of the history; absent for runs without any. */
  readonly view?: HistoryView;
  /** One more condition on the points, with its ` AND `. */
  readonly visible?: string;
}

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
    'run_id IN {runs:Array(UInt64)}',
    ...(scope.ranged && scope.axis === 'step' ? ['step >= {from:Int64}', 'step <= {to:Int64}'] : []),
    ...(scope.chosenLines && keys === KEYS ? [`(key_id, run_id) IN (${LINES})`] : []),
  ];
  const months = 'run_month IN {months:Array(UInt32)}';
  if (scope.source === 'history') return `${(scope.view ?? HistoryView.none).points(keys, conditions, [months])}${scope.visible ?? ''}`;
  return `FROM system_points WHERE ${['project_id = {project:UInt64}', `key_id IN (${keys})`, ...conditions, months].join(' AND ')}${scope.visible ?? ''}`;
}

/**
 * `run_id` of runs in which a step stands more than once. A bitmap counts different steps at a fraction of what it costs to
 * group by them; steps that are alike in their lower 32 bits make it find too much, never too little.
 */
export function repeatingRuns(scope: PointsScope): string {
  const keys = isJoined(scope.axis) ? `${KEYS} UNION ALL ${X_KEY}` : KEYS;
  return `SELECT DISTINCT run_id FROM (SELECT key_id, run_id ${storedPoints(scope, keys)} GROUP BY key_id, run_id HAVING groupBitmap(toUInt32(bitAnd(step, 4294967295))) != count())`;
}

/**
 * One row a point: `key_id, run_id, step, x, v`, the newest value of each step, within the view. Grouping by step is the dearest
 * part of a chart, so it is done only for runs that need it.
 */
export function points(scope: PointsScope): string {
  if (scope.repeating === 'none') return pointsOf(scope, { newest: false, runs: '' });
  if (scope.repeating === 'all') return pointsOf(scope, { newest: true, runs: '' });
  const once = pointsOf(scope, { newest: false, runs: ' AND run_id NOT IN {repeating:Array(UInt64)}' });
  return `${once} UNION ALL ${pointsOf(scope, { newest: true, runs: ' AND run_id IN {repeating:Array(UInt64)}' })}`;
}

function pointsOf(scope: PointsScope, { newest, runs }: { readonly newest: boolean; readonly runs: string }): string {
  const view = scope.ranged && scope.axis !== 'step' ? ' AND x >= {x0:Float64} AND x <= {x1:Float64}' : '';
  const of = (column: string): string => (newest ? `argMax(${column}, ord)` : column);
  const by = (columns: string): string => (newest ? ` GROUP BY ${columns}` : '');
  const stored = `${storedPoints(scope)}${runs}${by('key_id, run_id, step')}`;
  if (isJoined(scope.axis)) {
    const y = `SELECT key_id, run_id, step, ${of('value')} AS v ${stored}`;
    const x = `SELECT run_id, step, ${of('value')} AS x ${storedPoints(scope, X_KEY)}${runs}${by('run_id, step')}`;
    return `SELECT key_id, run_id, step, x, v FROM (${y}) AS y INNER JOIN (${x}) AS x USING (run_id, step) WHERE isFinite(x)${view}`;
  }
  if (scope.axis === 'step')
    return `SELECT key_id, run_id, step, toFloat64(step) AS x, v FROM (SELECT key_id, run_id, step, ${of('value')} AS v ${stored})`;
  // A run's id begins with the millisecond in which it was made. Two argMax of plain columns: one of a tuple takes ten times as long.
  const began = scope.axis === 'wall' ? ' - toInt64(bitShiftRight(run_id, 21))' : '';
  const rows = `SELECT key_id, run_id, step, ${of('toUnixTimestamp64Milli(ts)')} AS ms, ${of('value')} AS v ${stored}`;
  return `SELECT key_id, run_id, step, (ms${began}) / 1000 AS x, v FROM (${rows}) WHERE 1${view}`;
}
