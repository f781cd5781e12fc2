import type { Series } from '@runstead/ui-contract';
import { plotModel, type ModelInput } from './plot-model';

function series(x: number[], y: number[]): Series {
  const column = Float64Array.from(y);
  const none = new Float64Array();
  const bounds = { min: column, max: column, mean: column, count: new Float64Array(x.length).fill(1) };
  return { key: 'k', run: 'r', width: 0, points: x.length, x: Float64Array.from(x), y: column, ...bounds, markX: none, markKind: none };
}

function model(of: Series, input: Partial<ModelInput> = {}) {
  const made = plotModel({
    lines: [{ id: 'r', group: 'r', label: 'r', colour: '', dash: [], series: of }],
    xAxis: 'step',
    smoothing: { kind: 'none', weight: 0 },
    logY: false,
    zoom: null,
    yRange: undefined,
    wholeX: [of.x[0] ?? 0, of.x.at(-1) ?? 0],
    ...input,
  });
  if (!made) throw new Error('no model');
  return made;
}

const RISING = series([0, 1, 2, 3], [1, 2, 3, 4]);

test('chosen ends win, an open end is automatic', () => {
  expect(model(RISING, { yRange: [0, 1], xRange: [1, null] })).toMatchObject({ x: [1, 3], y: [0, 1] });
});

test('ends that contradict each other are automatic', () => expect(model(RISING, { xRange: [3, 1] }).x).toEqual([0, 3]));

test('a log axis never begins at zero or below', () => {
  const { x, y } = model(RISING, { logX: true, logY: true, xRange: [0, 3], yRange: [0, 10] });
  expect(x[0]).toBe(1);
  expect(y[0]).toBeGreaterThan(0);
  expect(model(RISING, { logX: true, zoom: { x: [-5, 2], y: null } }).x).toEqual([1, 2]);
});

test('outliers leave the picture and are counted, none is removed', () => {
  const values = Array.from({ length: 100 }, (_, i) => (i === 50 ? 1_000 : i / 100));
  const made = model(
    series(
      values.map((_, i) => i),
      values,
    ),
    { ignoreOutliers: true },
  );
  expect(made.y[1]).toBeLessThan(2);
  expect([made.outside, made.lines[0]?.y[50]]).toEqual([made.lines[0]?.y.filter((v) => v < made.y[0] || v > made.y[1]).length, 1_000]);
});
