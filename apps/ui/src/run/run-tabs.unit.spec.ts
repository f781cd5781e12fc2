import { RUN_TABS, tabOfPath } from './run-tabs';

it('names all seven tabs in the order of the specification', () => {
  expect(RUN_TABS.map((tab) => tab.label)).toEqual(['Charts', 'Overview', 'Logs', 'System', 'Model', 'Files', 'Artifacts']);
});

it.each([
  [undefined, false, ''],
  ['workspace', false, ''],
  ['logs', false, 'logs'],
  [undefined, true, 'files'],
  ['Logs', false, null],
  ['nothing', false, null],
])('%p (inside files: %p) is the tab %p', (path, inside, tab) => expect(tabOfPath(path, inside)).toBe(tab));
