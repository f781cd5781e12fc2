import { linearScale, logScale, roundTicks } from './axis-scale';
import { binsOf } from './bins';
import { axisOf } from './parallel-axis';
import { sequentialColour } from './sequential-colour';

test('ticks are round and inside', () => {
  expect(roundTicks(0, 10, 5)).toEqual([0, 2, 4, 6, 8, 10]);
  expect(roundTicks(0.13, 0.87, 4).every((tick) => tick >= 0.13 && tick <= 0.87)).toBe(true);
});

test('a scale maps its ends, also of a single value', () => {
  const scale = linearScale([0, 10], 0, 110);
  expect([scale.at(0), scale.at(10)]).toEqual([5, 105]);
  expect(linearScale([7], 0, 100).at(7)).toBeCloseTo(50);
  expect(linearScale([], 0, 100).ticks.length).toBeGreaterThan(0);
});

test('a log scale has a tick a decade', () => {
  expect(logScale([1, 1_000], 0, 100).ticks.map(({ label }) => label)).toEqual(['1e0', '1e1', '1e2', '1e3']);
});

test('every value is counted in one bin', () => {
  const values = Array.from({ length: 101 }, (_, i) => i / 10);
  const bins = binsOf(values);
  expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(101);
  for (const { from, to, count } of bins)
    expect(count).toBe(values.filter((value) => Math.floor(value / (to - from)) === Math.round(from / (to - from))).length);
  expect(binsOf([3, 3, 3])).toEqual([{ from: 2.5, to: 3.5, count: 3 }]);
  expect(binsOf([])).toEqual([]);
});

test('an axis of parallel coordinates: numbers by size, over three decades by logarithm, categories evenly', () => {
  const plain = axisOf('config.a', [0, 5, 10]);
  expect([0, 5, 10, undefined].map((value) => plain.share(value))).toEqual([0, 0.5, 1, NaN]);
  expect(axisOf('config.lr', [0.0001, 0.01, 1]).share(0.01)).toBeCloseTo(0.5);
  const kinds = axisOf('config.arch', ['mlp', 'cnn', null, 'resnet']);
  expect(['cnn', 'mlp', 'resnet', null].map((value) => kinds.share(value))).toEqual([0, 0.5, 1, NaN]);
});

test('a colour by value: the ends of the ramp, grey for what has no value', () => {
  expect(sequentialColour(0, 'light')).toBe('rgb(68 1 84)');
  expect(sequentialColour(NaN, 'dark')).toBe('#8a92a0');
});
