import { sampledParameters } from './sampled-parameters';

const runs = (...values: Record<string, unknown>[]) => values.map((one) => ({ values: one }));

test('a number is one column, the mean where a run has none', () => {
  const { columns, features } = sampledParameters(['config.lr'], runs({ 'config.lr': 1 }, { 'config.lr': 3 }, {}));
  expect(columns.map((column) => [...column])).toEqual([[1, 3, 2]]);
  expect([...(features[0]?.numbers ?? [])]).toEqual([1, 3, NaN]);
});

test('anything else is a column a value', () => {
  const { columns, features } = sampledParameters(['config.a'], runs({ 'config.a': 'x' }, { 'config.a': 'y' }, { 'config.a': 'x' }));
  expect(columns.map((column) => [...column])).toEqual([
    [1, 0, 1],
    [0, 1, 0],
  ]);
  expect(features).toEqual([{ field: 'config.a', numbers: null, columns: [0, 1] }]);
});

test('what never varies is left out', () => {
  expect(sampledParameters(['config.a', 'config.b'], runs({ 'config.a': 1 }, { 'config.a': 1 })).features).toEqual([]);
});
