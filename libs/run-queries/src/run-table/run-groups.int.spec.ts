import { shortText, type ClickHouse } from '@runstead/clickhouse';
import { PglitePool } from '@runstead/postgres/pglite';
import { runSelectionSchema, type FieldValue } from '@runstead/ui-contract';
import fc from 'fast-check';
import { parseRunField } from '../filter/parse-run-field';
import { RunNamesQueries } from '../run-names.queries';
import { arbitraryRuns } from '../fixtures/arbitrary-run';
import { indexedRun, indexRuns, type IndexedRun } from '../fixtures/indexed-run';
import { addRuns, runRow } from '../fixtures/rows';
import { openIndex } from '../fixtures/run-index';
import { RunFieldsQueries } from './run-fields.queries';
import { RunGroupsQueries } from './run-groups.queries';
import { RunSetQueries } from './run-set.queries';
import { selectionFilter } from './selection-filter';

jest.setTimeout(60_000);

const NOW = 1_790_100_000_000;
const clock = { now: () => NOW };

function valueOf(run: IndexedRun, name: string): FieldValue {
  if (name === 'tags') return run.tags.length === 0 ? { type: 'missing' } : { type: 'tags', value: [...run.tags].sort() };
  const field = parseRunField(name);
  const value = field.of === 'config' ? run.config[field.key] : (run[name as 'group'] ?? '') || undefined;
  if (value === undefined || value === null) return { type: 'missing' };
  if (typeof value === 'number') return { type: 'number', value: Number.isFinite(value) ? value + 0 : (String(value) as 'NaN') };
  if (typeof value === 'boolean') return { type: 'bool', value };
  return typeof value === 'string' ? { type: 'string', value: shortText(value) } : { type: 'json', value: value.json };
}

describe('groups of runs', () => {
  let db: ClickHouse;
  let close: () => Promise<void>;
  let pool: PglitePool;
  let sets: RunSetQueries;
  let groups: RunGroupsQueries;
  let fields: RunFieldsQueries;
  let projects = 100;
  const scope = () => ({ projectId: String(projects), entity: 'ada', name: 'mnist' });

  beforeAll(async () => {
    ({ db, close } = await openIndex());
    pool = await PglitePool.inMemory({});
    await pool.migrate();
    sets = new RunSetQueries(db, clock);
    groups = new RunGroupsQueries(sets, new RunNamesQueries(pool), clock);
    fields = new RunFieldsQueries(sets);
  });
  beforeEach(() => (projects += 1));
  afterAll(async () => {
    await close();
    await pool.close();
  });

  it('hold each run once, with figures over all members, and their members can be asked for', async () => {
    const by = fc.uniqueArray(fc.constantFrom('config.lr', 'config.opt.name', 'state', 'group', 'tags'), { minLength: 1, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(arbitraryRuns, by, async (drawn, names) => {
        projects += 1;
        const runs = drawn.map((run) =>
          Object.values(run.config).some((v) => typeof v === 'string' && v.length > 256) ? { ...run, config: {} } : run,
        );
        await indexRuns(db, String(projects), runs);
        const page = await groups.groups(scope(), { by: names, columns: ['summary.lr'], limit: 200 });
        const expected = new Map<string, IndexedRun[]>();
        for (const run of runs) {
          const key = JSON.stringify(names.map((name) => valueOf(run, name)));
          expected.set(key, [...(expected.get(key) ?? []), run]);
        }
        expect(page.matching).toBe(runs.length);
        expect(page.total).toBe(expected.size);
        expect(page.groups.map(({ key }) => JSON.stringify(key.map(({ value }) => value))).sort()).toEqual([...expected.keys()].sort());
        for (const { key, runs: count, columns } of page.groups) {
          const members = expected.get(JSON.stringify(key.map(({ value }) => value))) ?? [];
          expect(count).toBe(members.length);
          const within = await sets.runs(scope(), selectionFilter(runSelectionSchema.parse({ within: key }), NOW), {
            order: [],
            limit: 100,
          });
          expect(within.map(({ name }) => name).sort()).toEqual(members.map(({ name }) => name).sort());
          const numbers = members.flatMap(({ summary }) => (Number.isFinite(summary['lr']) ? [summary['lr'] as number] : []));
          const figures = columns['summary.lr'];
          expect(figures?.n ?? 0).toBe(numbers.length);
          if (!figures) continue;
          const mean = numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
          expect(Math.abs(figures.mean - mean)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(mean)));
          expect([figures.min, figures.max]).toEqual([Math.min(...numbers), Math.max(...numbers)].map((one) => one + 0));
        }
      }),
      { numRuns: 25 },
    );
  }, 180_000);

  it('are sorted by their values, numbers by size, or by the mean of a key', async () => {
    const lrs = [10, 9, 'big', undefined, 10, NaN];
    const runs = lrs.map((lr, n) => indexedRun(n, { config: lr === undefined ? {} : { lr }, summary: { loss: [3, 5, 1, 2, 1, 9][n]! } }));
    await indexRuns(db, String(projects), runs);
    await addRuns(
      pool,
      runs.map((run, n) => runRow('1', n, { run_id: run.runId, name: run.name, ordinal: n + 1 })),
    );
    const told = async (more: object) =>
      (await groups.groups(scope(), { by: ['config.lr'], columns: ['summary.loss'], ...more })).groups.map(({ key, first }) => [
        'value' in key[0]!.value ? key[0]!.value.value : '—',
        first.name,
        first.ordinal,
      ]);
    expect(await told({})).toEqual([
      [9, 'r1', 2],
      [10, 'r0', 1],
      ['big', 'r2', 3],
      ['NaN', 'r5', 6],
      ['—', 'r3', 4],
    ]);
    expect((await told({ sort: [{ field: 'summary.loss' }] })).map(([value]) => value)).toEqual(['big', 10, '—', 9, 'NaN']);
    expect((await told({ sort: [{ field: 'config.lr', descending: true }], limit: 2, offset: 1 })).map(([value]) => value)).toEqual([
      10, 9,
    ]);
    const first = (await groups.groups(scope(), { by: ['config.lr'], columns: ['summary.loss'], offset: 1, limit: 1 })).groups[0];
    expect(first?.columns['summary.loss']).toEqual({ n: 2, mean: 2, sd: 1, min: 1, max: 3 });
  });

  it('have fields to choose from, and their values by frequency', async () => {
    const runs = [0, 1, 2, 3].map((n) =>
      indexedRun(n, {
        config: { lr: n === 3 ? 0.1 : 0.01, 'opt.name': `o${n}`, amp: true },
        summary: { loss: n },
        tags: n === 0 ? ['a', 'b'] : ['b'],
        state: n === 0 ? 'crashed' : 'finished',
      }),
    );
    await indexRuns(db, String(projects), [...runs, indexedRun(9, { deleted: true, config: { gone: 1 } })]);
    const found = await fields.fields(scope(), '', 100);
    expect(found.fields).toEqual(
      expect.arrayContaining([
        { field: 'state', group: 'Run', type: 'text', runs: 4 },
        { field: 'sweep', group: 'Run', type: 'text', runs: 0 },
        { field: 'createdAt', group: 'Run', type: 'time', runs: 4 },
        { field: 'tags', group: 'Tags', type: 'tags', runs: 4 },
        { field: 'config.lr', group: 'Config', type: 'number', runs: 4 },
        { field: 'config.amp', group: 'Config', type: 'boolean', runs: 4 },
        { field: 'config.opt.name', group: 'Config', type: 'text', runs: 4 },
        { field: 'summary.loss', group: 'Summary', type: 'number', runs: 4 },
      ]),
    );
    expect(found.fields.map(({ field }) => field)).not.toContain('config.gone');
    expect((await fields.fields(scope(), 'OPT', 100)).fields.map(({ field }) => field)).toEqual(['config.opt.name']);
    expect((await fields.values(scope(), 'config.lr', '')).values).toEqual([
      { value: { type: 'number', value: 0.01 }, runs: 3 },
      { value: { type: 'number', value: 0.1 }, runs: 1 },
    ]);
    expect((await fields.values(scope(), 'tags', '')).values).toEqual([
      { value: { type: 'string', value: 'b' }, runs: 4 },
      { value: { type: 'string', value: 'a' }, runs: 1 },
    ]);
    expect((await fields.values(scope(), 'state', 'CRASH')).values).toEqual([{ value: { type: 'string', value: 'crashed' }, runs: 1 }]);
    await expect(fields.values(scope(), 'metric.loss', '')).rejects.toThrow(/has no values/);
  });
});
