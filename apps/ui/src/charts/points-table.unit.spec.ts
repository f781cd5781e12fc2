import type { Series } from '@runstead/ui-contract';
import { perSecond } from './per-second';
import { plotModel } from './plot-model';
import { drawnPoints, pointsCsv } from './points-table';

function series(x: number[], y: number[], width = 0): Series {
  const column = Float64Array.from(y);
  const ones = new Float64Array(x.length).fill(1);
  const none = new Float64Array();
  const bounds = width > 0 ? { min: column.map((v) => v - 1), max: column.map((v) => v + 1) } : { min: column, max: column };
  return {
    key: 'loss',
    run: 'r1',
    width,
    points: x.length,
    x: Float64Array.from(x),
    y: column,
    ...bounds,
    mean: column,
    count: ones,
    markX: none,
    markKind: none,
  };
}

const model = (of: Series, smoothing = 0, zoom: [number, number] | null = null) => {
  const line = { id: 'r1', group: 'r1', label: 'amber-fox-1', colour: '', dash: [], series: of };
  const made = plotModel({
    lines: [line],
    xAxis: 'step',
    smoothing: { kind: 'time-ema', weight: smoothing },
    logY: false,
    zoom: zoom && { x: zoom, y: null },
    yRange: undefined,
    wholeX: [0, 1_000],
  });
  if (!made) throw new Error('no model');
  return made;
};

test('raw points have neither originals nor bounds', () => {
  const csv = pointsCsv(drawnPoints(model(series([0, 1], [0.1 + 0.2, 2]))), { line: 'run', x: 'Step', y: 'loss' });
  expect(csv).toBe('run,Step,loss\r\namber-fox-1,0,0.30000000000000004\r\namber-fox-1,1,2\r\n');
});

test('smoothed values stand before their originals and equal the check values', () => {
  const rows = drawnPoints(model(series([0, 1, 2, 3], [1, 2, 3, 4]), 0.9));
  expect(rows.map(({ y }) => Number(y.toFixed(6)))).toEqual([1, 1.513167, 2.035104, 2.565799]);
  expect(rows.map(({ original }) => original)).toEqual([1, 2, 3, 4]);
});

test('buckets bring their minimum and maximum, and only points in view count', () => {
  const rows = drawnPoints(model(series([0, 8, 16], [5, 6, 7], 8), 0, [4, 20]));
  expect(rows).toEqual([
    { line: 'amber-fox-1', x: 8, y: 6, original: null, min: 5, max: 7, n: null },
    { line: 'amber-fox-1', x: 16, y: 7, original: null, min: 6, max: 8, n: null },
  ]);
});

test('a name cannot become a formula or break its cell', () => {
  const rows = [{ line: '=HYPERLINK("x"),\n', x: 0, y: 1, original: null, min: null, max: null, n: null }];
  expect(pointsCsv(rows, { line: 'run', x: 'Step', y: '-loss' })).toBe('run,Step,\'-loss\r\n"\'=HYPERLINK(""x""),\n",0,1\r\n');
});

test('a counter becomes a rate, its restart no negative one', () => {
  const rate = perSecond(series([0, 2, 4, 5], [10, 14, 3, 6]));
  expect([...rate.x]).toEqual([2, 4, 5]);
  expect([...rate.y]).toEqual([2, 1.5, 3]);
});
