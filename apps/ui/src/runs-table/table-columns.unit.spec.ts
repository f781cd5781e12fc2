import { DEFAULT_WORKSPACE } from '@runstead/ui-contract';
import type { ListedRun } from '../workspace/use-runs';
import { candidates, columnsByItself, moved, tableColumns } from './table-columns';

const run = (values: Record<string, unknown>): ListedRun => ({ values }) as unknown as ListedRun;
const field = (name: string, group: 'Config' | 'Summary', runs = 1) => ({ field: name, group, type: 'number' as const, runs });

describe('columns of the runs table', () => {
  it('are by themselves those that tell the runs apart', () => {
    const rows = [run({ 'config.lr': 0.1, 'config.seed': 1 }), run({ 'config.lr': 0.2, 'config.seed': 1 }), run({ 'config.seed': 1 })];
    const others = columnsByItself(['config.lr', 'config.seed', 'summary.loss'], rows);
    expect(others).toEqual(['state', 'tags', 'createdAt', 'runtime', 'config.lr', 'summary.loss']);
    expect(columnsByItself(['config.seed'], rows.slice(0, 1))).toContain('config.seed');
    expect(
      columnsByItself(
        Array.from({ length: 90 }, (_, i) => `summary.k${i}`),
        rows,
      ),
    ).toHaveLength(29);
  });

  it('are asked for within what a request may have, without the keys of the client', () => {
    const many = [field('summary._step', 'Summary'), ...Array.from({ length: 300 }, (_, i) => field(`config.k${i}`, 'Config'))];
    expect(candidates([...many, field('config.gone', 'Config', 0)])).toHaveLength(96);
    expect(candidates(many)).not.toContain('summary._step');
  });

  it('begin with the name and the pinned ones, each once', () => {
    const document = { ...DEFAULT_WORKSPACE, columns: ['summary.loss'], columnWidths: { state: 90 } };
    const columns = tableColumns(document, ['state', 'summary.loss'], false);
    expect(columns.map(({ field: name, pinned, width }) => [name, pinned, width])).toEqual([
      ['displayName', true, 248],
      ['summary.loss', true, 148],
      ['state', false, 90],
    ]);
    expect(tableColumns(document, [], true).map(({ pinned, width }) => [pinned, width])).toEqual([
      [true, 168],
      [false, 148],
    ]);
  });

  it.each([
    ['a', 'c', 'bca'],
    ['c', 'a', 'cab'],
    ['b', 'b', 'abc'],
    ['x', 'a', 'abc'],
  ])('moves %s to %s', (one, target, result) => expect(moved(['a', 'b', 'c'], one, target).join('')).toBe(result));
});
