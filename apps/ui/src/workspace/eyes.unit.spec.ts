import { isOnly, onlyThis, shownBy, visualized, withAllEyes, withEye, type Eyes, visibleSelection } from './eyes';

const ALL: Eyes = { shown: true, exceptions: [] };
const shown = (eyes: Eyes) => ['a', 'b', 'c', 'new'].filter(shownBy(eyes));

test('a closed eye hides one run, new runs are shown', () => {
  expect(shown(withEye(ALL, 'b', false))).toEqual(['a', 'c', 'new']);
  expect(withEye(withEye(ALL, 'b', false), 'b', true)).toEqual(ALL);
});

test('after `Hide all` new runs stay hidden', () => {
  const hidden = withAllEyes(ALL, null, false);
  expect(shown(hidden)).toEqual([]);
  expect(shown(withEye(hidden, 'b', true))).toEqual(['b']);
});

test('all eyes act on the matching runs only', () => {
  const some = withAllEyes(withEye(ALL, 'c', false), ['a', 'b'], false);
  expect(shown(some)).toEqual(['new']);
  expect(shown(withAllEyes(some, ['a'], true))).toEqual(['a', 'new']);
});

test('only this run', () => {
  expect(shown(onlyThis('b'))).toEqual(['b']);
  expect(isOnly(onlyThis('b'), 'b')).toBe(true);
  expect(isOnly(ALL, 'b')).toBe(false);
});

test('counts what is visualized, also beyond the listed runs', () => {
  expect(visualized(ALL, { total: 183, matching: 183, shown: 99, hidden: 1 })).toBe(182);
  expect(visualized({ shown: false, exceptions: ['a'] }, { total: 183, matching: 183, shown: 1, hidden: 99 })).toBe(1);
  expect(visualized(ALL, { total: 9_000, matching: 9_000, shown: 200, hidden: 0 })).toBe(1_000);
});

test('what groups count: without the hidden runs, or only those shown again', () => {
  const view = { search: 'exp', regex: false, filter: undefined };
  expect(visibleSelection(view, { shown: true, exceptions: [] })).toEqual({ search: 'exp', regex: false });
  expect(visibleSelection(view, { shown: true, exceptions: ['a'] })).toEqual({ search: 'exp', regex: false, except: ['a'] });
  const filter = { field: 'state', op: 'eq', value: 'finished' } as const;
  expect(visibleSelection({ ...view, filter }, { shown: false, exceptions: ['a'] }).filter).toEqual({
    and: [filter, { field: 'name', op: 'in', value: ['a'] }],
  });
});
