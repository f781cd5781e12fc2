import { bucketBudget } from './bucket-budget';
import { extentOf, paddedLogRange, paddedRange } from './extents';

test('NaN and infinities take no part in the extent', () => {
  expect(
    extentOf([
      [NaN, 3, Infinity],
      [-Infinity, 1],
    ]),
  ).toEqual([1, 3]);
  expect(extentOf([[NaN]])).toBeNull();
  expect(extentOf([[-1, 0, 0.5, 2]], true)).toEqual([0.5, 2]);
});

test.each([
  [
    [0.1, 1],
    [0, 1.045],
  ],
  [
    [0.5, 1],
    [0.475, 1.025],
  ],
  [
    [-1, 1],
    [-1.1, 1.1],
  ],
  [
    [0, 0],
    [-1, 1],
  ],
  [
    [2, 2],
    [1.8, 2.2],
  ],
  [
    [42, 42.000000000001],
    [37.8, 46.2],
  ],
] as const)('the values %p are drawn on the axis %p', (values, [low, high]) => {
  const range = paddedRange(values);
  expect(range[0]).toBeCloseTo(low, 9);
  expect(range[1]).toBeCloseTo(high, 9);
});

test('a log axis is padded by a factor', () => expect(paddedLogRange([1, 1])).toEqual([0.5, 2]));

test.each([
  [1, false, 1_000],
  [20, false, 1_000],
  [50, false, 400],
  [1_000, false, 200],
  [10, true, 10_000],
  [100, true, 2_000],
])('%p lines, full screen %p: %p buckets', (lines, fullScreen, budget) => expect(bucketBudget(lines, fullScreen)).toBe(budget));
