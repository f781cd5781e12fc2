import { correlation, forestImportance } from './forest-importance';
import { randomNumbers } from './random-numbers';

const column = (count: number, of: (i: number) => number): Float64Array => Float64Array.from({ length: count }, (_, i) => of(i));

test('finds what a value depends on, and nothing in noise', async () => {
  const random = randomNumbers(7);
  const [a, b, noise] = [1, 2, 3].map(() => column(120, () => random())) as [Float64Array, Float64Array, Float64Array];
  const target = column(120, (i) => 5 * (a[i] ?? 0) + (b[i] ?? 0));
  const found = await forestImportance({ columns: [a, b, noise], target }, [{ columns: [0] }, { columns: [1] }, { columns: [2] }]);
  expect(found[0]).toBeGreaterThan(0.7);
  expect(found[1]).toBeGreaterThan(found[2] ?? 1);
  expect(found.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1);
});

test('is the same every time', async () => {
  const samples = { columns: [column(30, (i) => i), column(30, (i) => i % 3)], target: column(30, (i) => i * 2 + (i % 3)) };
  const features = [{ columns: [0] }, { columns: [1] }];
  expect(await forestImportance(samples, features)).toEqual(await forestImportance(samples, features));
});

test('categories count as one parameter', async () => {
  const kinds = Array.from({ length: 60 }, (_, i) => i % 3);
  const columns = [0, 1, 2].map((kind) => column(60, (i) => Number(kinds[i] === kind)));
  const target = column(60, (i) => kinds[i] ?? 0);
  expect(await forestImportance({ columns, target }, [{ columns: [0, 1, 2] }])).toEqual([1]);
});

test('a value that never varies depends on nothing', async () => {
  expect(await forestImportance({ columns: [column(20, (i) => i)], target: column(20, () => 3) }, [{ columns: [0] }])).toEqual([0]);
});

test('correlation', () => {
  expect(correlation([1, 2, 3], [2, 4, 6])).toBeCloseTo(1);
  expect(correlation([1, 2, 3, NaN], [3, 2, 1, 9])).toBeCloseTo(-1);
  expect(correlation([1, 1, 1], [1, 2, 3])).toBeNull();
  expect(correlation([], [])).toBeNull();
});
