import { smoothed, timeWeightedAverage } from './smoothing';

const rounded = (values: Float64Array): number[] => [...values].map((value) => Number(value.toFixed(6)));

test('the check values of the specification', () => {
  expect(rounded(timeWeightedAverage([0, 1, 2, 3], [1, 2, 3, 4], 0.9, 1_000))).toEqual([1, 1.513167, 2.035104, 2.565799]);
});

test('weight 0 leaves the values', () => expect([...timeWeightedAverage([0, 1, 2], [3, 1, 2], 0, 10)]).toEqual([3, 1, 2]));

test('a value that is not finite is skipped as if its row were absent', () => {
  const without = timeWeightedAverage([0, 2, 3], [1, 3, 4], 0.9, 1_000);
  const withNaN = timeWeightedAverage([0, 1, 2, 3], [1, NaN, 3, 4], 0.9, 1_000);
  expect([withNaN[0], withNaN[2], withNaN[3]]).toEqual([...without]);
  expect(withNaN[1]).toBeNaN();
});

test('does not depend on the unit of x', () => {
  const seconds = timeWeightedAverage([0, 1, 2], [1, 5, 2], 0.6, 2);
  const milliseconds = timeWeightedAverage([0, 1_000, 2_000], [1, 5, 2], 0.6, 2_000);
  expect(rounded(seconds)).toEqual(rounded(milliseconds));
});

test('a single point and no point', () => {
  expect([...timeWeightedAverage([5], [7], 0.9, 0)]).toEqual([7]);
  expect([...timeWeightedAverage([], [], 0.9, 0)]).toEqual([]);
});

test.each([
  ['ema', 0.5, [1, 1.666667, 2.428571, 3.266667]],
  ['gaussian', 1, [1.519419, 2.115258, 2.884742, 3.480581]],
  ['gaussian', 0, [1, 2, 3, 4]],
  ['average', 3, [1.5, 2, 3, 3.5]],
  ['average', 1, [1, 2, 3, 4]],
  ['none', 5, [1, 2, 3, 4]],
] as const)('%s with %d is as the specification says', (kind, weight, wanted) => {
  expect(rounded(smoothed([0, 1, 2, 3], [1, 2, 3, 4], { kind, weight }, 1_000))).toEqual(wanted);
});

test.each(['ema', 'gaussian', 'average'] as const)('%s skips a value that is not finite', (kind) => {
  const weight = kind === 'ema' ? 0.5 : 3;
  const without = smoothed([0, 2, 3], [1, 3, 4], { kind, weight }, 1_000);
  const withNaN = smoothed([0, 1, 2, 3], [1, NaN, 3, 4], { kind, weight }, 1_000);
  expect([withNaN[0], withNaN[2], withNaN[3]]).toEqual([...without]);
});
