import { pinnedFirst, pinnedNames, withPin } from './pinned';
import type { ListedRun } from './use-runs';

const rows = ['a', 'b', 'c', 'd'].map((name) => ({ name })) as ListedRun[];
const names = (pins: Parameters<typeof pinnedFirst>[1]) => pinnedFirst(rows, pins).rows.map(({ name }) => name);

test('without pins the rows stay as they are', () => expect(pinnedFirst(rows, {})).toEqual({ rows, pinned: 0 }));

test('the baseline first, then pins in the order of pinning', () => {
  expect(names({ pinned: ['d', 'b'], baseline: 'c' })).toEqual(['c', 'd', 'b', 'a']);
  expect(pinnedNames({ pinned: ['c'], baseline: 'c' })).toEqual(['c']);
});

test('a run that is not listed leaves no gap', () => expect(pinnedFirst(rows, { pinned: ['x', 'b'] }).pinned).toBe(1));

test('at most twenty, the oldest give way; unpinning the baseline ends it', () => {
  const many = Array.from({ length: 20 }, (_, i) => `r${i}`);
  expect(withPin({ pinned: many }, 'new', true).pinned).toEqual([...many.slice(1), 'new']);
  expect(withPin({ pinned: ['a'], baseline: 'a' }, 'a', false)).toEqual({ pinned: undefined, baseline: undefined });
});
