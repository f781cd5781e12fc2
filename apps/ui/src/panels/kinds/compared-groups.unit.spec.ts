import type { RunDocument } from '@runstead/ui-contract';
import { comparedGroups } from './compared-groups';

const run = (name: string, config: object, summary: object): RunDocument =>
  ({
    name,
    config,
    summary,
    tags: [],
    state: 'finished',
    author: 'ada',
    group: null,
    jobType: null,
    createdAt: 0,
    updatedAt: 0,
    endedAt: 0,
  }) as unknown as RunDocument;

const both = [run('a', { lr: 1, same: 'x', nested: { depth: 2 } }, { loss: 1 }), run('b', { lr: 2, same: 'x' }, { loss: 1, _step: 3 })];
const keys = (diffOnly: boolean, search = '') =>
  comparedGroups(both, { diffOnly, search }).map(({ name, rows }) => [name, ...rows.map(({ key }) => key)]);

test('only what differs: a missing key counts as different', () => {
  expect(keys(true)).toEqual([
    ['Run', 'id'],
    ['Config', 'lr', 'nested.depth'],
  ]);
});

test('everything, without the client’s own counters; a search narrows', () => {
  expect(keys(false).at(-1)).toEqual(['Summary', 'loss']);
  expect(keys(false, 'NEST')).toEqual([['Config', 'nested.depth']]);
});
