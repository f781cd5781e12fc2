import type { ClickHouse } from '@runstead/clickhouse';
import { PglitePool } from '@runstead/postgres/pglite';
import {
  decodeGroupSeries,
  encodeGroupSeries,
  standardError,
  type GroupSeries,
  type GroupSeriesQuery,
  type XAxis,
} from '@runstead/ui-contract';
import fc from 'fast-check';
import { bruteForceGroups } from './fixtures/brute-force-groups';
import { indexedRun, indexRuns } from './fixtures/indexed-run';
import { insertParts, MADE, runId } from './fixtures/logged-rows';
import { addRuns, runRow } from './fixtures/rows';
import { openIndex } from './fixtures/run-index';
import { GroupSeriesQueries } from './group-series.queries';
import { RunNamesQueries } from './run-names.queries';
import { GroupMembersQueries } from './run-table/group-members.queries';
import { RunSetQueries } from './run-table/run-set.queries';
import { SeriesQueries } from './series.queries';

jest.setTimeout(60_000);

const clock = { now: () => MADE };
const RUNS = [0, 1, 2, 3, 4].map((index) => ({ name: `r${index}`, runId: runId(index) }));

describe('lines of groups', () => {
  let db: ClickHouse;
  let close: () => Promise<void>;
  let pool: PglitePool;
  let queries: GroupSeriesQueries;
  let projects = 100;
  const scope = () => ({ projectId: String(projects), entity: 'ada', name: 'mnist' });

  beforeAll(async () => {
    ({ db, close } = await openIndex());
    pool = await PglitePool.inMemory({});
    await pool.migrate();
    queries = new GroupSeriesQueries(db, new GroupMembersQueries(new RunSetQueries(db, clock), new RunNamesQueries(pool), clock));
  });
  beforeEach(() => (projects += 1));
  afterAll(async () => {
    await close();
    await pool.close();
  });

  /** Runs of the project, the n-th with the n-th config. */
  async function addAll(configs: readonly Record<string, string | number>[]): Promise<void> {
    await indexRuns(
      db,
      String(projects),
      configs.map((config, n) => indexedRun(n, { ...RUNS[n]!, createdAt: MADE + n, config })),
    );
  }

  const value = fc.oneof(
    { weight: 8, arbitrary: fc.integer({ min: -1_000, max: 1_000 }).map((n) => n / 8) },
    { weight: 1, arbitrary: fc.constantFrom(NaN, Infinity, -Infinity, 1e6 + 1e-3) },
  );
  const row = fc.record({
    run: fc.nat(4),
    step: fc.oneof({ weight: 4, arbitrary: fc.integer({ min: -3, max: 25 }) }, { weight: 1, arbitrary: fc.nat(100_000) }),
    time: fc.nat(500_000),
    values: fc.dictionary(fc.constantFrom('loss', 'acc', 'x', '_runtime'), value, { minKeys: 1, noNullPrototype: true }),
  });

  it('are what a plain computation over all members gives, for any rows, axis, range and budget', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { minLength: 1, maxLength: 150, size: 'max' }),
        fc.constantFrom<XAxis>('step', 'time', 'wall', 'runtime', 'key:x'),
        fc.option(fc.tuple(fc.integer({ min: -100, max: 2_000 }), fc.nat(3_000)), { nil: undefined }),
        fc.integer({ min: 1, max: 40 }),
        fc.array(fc.constantFrom('a', 'b'), { minLength: 5, maxLength: 5 }),
        async (drawn, x, interval, buckets, archs) => {
          projects += 1;
          const logged = drawn.map((one) => ({ ...one, runId: runId(one.run), time: MADE + one.time }));
          await insertParts(db, String(projects), logged, 2);
          await addAll(archs.map((arch) => ({ arch })));
          const start = interval === undefined ? 0 : interval[0] / 4 + (x === 'time' ? MADE / 1_000 : 0);
          const range: [number, number] | undefined = interval === undefined ? undefined : [start, start + interval[1] / 4];
          const groups = ['a', 'b'].map((arch) => ({
            within: [{ field: 'config.arch', value: { type: 'string' as const, value: arch } }],
          }));
          const query: GroupSeriesQuery = { keys: ['acc', 'loss'], x, buckets, groups, except: ['r4'], ...(range ? { range } : {}) };
          const members = ['a', 'b'].map((arch) => RUNS.slice(0, 4).filter((_, n) => archs[n] === arch));
          same(await queries.series(scope(), query), bruteForceGroups(logged, members, query));
        },
      ),
      { numRuns: 40 },
    );
  }, 120_000);

  it('of constants 1, 2, 3 have mean 2, deviation 0.8165 and error 0.4714', async () => {
    const logged = [1, 2, 3].flatMap((loss, n) => [0, 1, 2].map((step) => ({ runId: runId(n), step, time: MADE, values: { loss } })));
    await insertParts(db, String(projects), logged, 1);
    await addAll([{ arch: 'a' }, { arch: 'a' }, { arch: 'a' }]);
    const groups = [{ within: [{ field: 'config.arch', value: { type: 'string' as const, value: 'a' } }] }];
    const [line] = await queries.series(scope(), { keys: ['loss'], groups });
    expect(line).toMatchObject({ group: 0, width: 0, members: 3 });
    expect(Array.from(line!.x)).toEqual([0, 1, 2]);
    for (const at of [0, 1, 2]) {
      expect([line!.n[at], line!.mean[at], line!.min[at], line!.max[at], line!.median[at]]).toEqual([3, 2, 1, 3, 2]);
      expect(line!.sd[at]).toBeCloseTo(0.8164965809, 9);
      expect(standardError(line!)[at]).toBeCloseTo(0.4714045208, 9);
    }
  });

  it('of two runs with the same data are the line of either, at the same x', async () => {
    const values = Array.from({ length: 700 }, (_, step) => Math.sin(step * 0.37) * 1e3 + 1 / (step + 3));
    const logged = [0, 1].flatMap((n) =>
      values.map((loss, step) => ({ runId: runId(n), step: step * 3, time: MADE + step, values: { loss } })),
    );
    await insertParts(db, String(projects), logged, 1);
    await addAll([{ arch: 1 }, { arch: 1 }]);
    const groups = [{ within: [{ field: 'config.arch', value: { type: 'number' as const, value: 1 } }] }];
    for (const buckets of [1_000, 100]) {
      const [line] = await queries.series(scope(), { keys: ['loss'], groups, buckets });
      const [alone] = await new SeriesQueries(db).series(String(projects), RUNS.slice(0, 1), { keys: ['loss'], runs: ['r0'], buckets });
      expect(Array.from(line!.x)).toEqual(Array.from(alone!.x));
      expect(Array.from(line!.mean)).toEqual(Array.from(alone!.y));
      expect(Array.from(line!.min)).toEqual(Array.from(alone!.min));
      expect(Array.from(line!.max)).toEqual(Array.from(alone!.max));
      expect(Math.max(...line!.sd)).toBe(0);
      expect(line!.width).toBe(alone!.width);
    }
  });

  it('may be of lists of runs that overlap, and survive the way to the browser', async () => {
    const logged = [1, 2, 4].map((loss, n) => ({ runId: runId(n), step: 5, time: MADE, values: { loss } }));
    await insertParts(db, String(projects), logged, 1);
    await addRuns(
      pool,
      RUNS.map((run, n) => runRow(String(projects), n, { run_id: run.runId, name: run.name })),
    );
    const query = { keys: ['loss'], groups: [{ runs: ['r0', 'r1', 'r3'] }, { runs: ['gone'] }, { runs: ['r1', 'r2'] }] };
    const encoded = encodeGroupSeries(await queries.series(scope(), query));
    const series = decodeGroupSeries(encoded.buffer as ArrayBuffer);
    expect(series.map(({ group, members, n, mean }) => [group, members, [...n], [...mean]])).toEqual([
      [0, 3, [2], [1.5]],
      [2, 2, [2], [3]],
    ]);
  });

  it('refuses groups by different fields', async () => {
    const missing = { type: 'missing' as const };
    const groups = [{ within: [{ field: 'state', value: missing }] }, { within: [{ field: 'group', value: missing }] }];
    await expect(queries.series(scope(), { keys: ['loss'], groups })).rejects.toThrow(/same fields/);
  });
});

function same(found: readonly GroupSeries[], expected: readonly GroupSeries[]): void {
  const exact = (lines: readonly GroupSeries[]): unknown =>
    lines.map(({ key, group, width, members, x, n, min, max }) => ({
      key,
      group,
      width,
      members,
      x: [...x],
      n: [...n],
      min: [...min],
      max: [...max],
    }));
  expect(exact(found)).toEqual(exact(expected));
  found.forEach((line, index) => {
    for (const column of ['mean', 'sd', 'median'] as const)
      line[column].forEach((one, at) => {
        const other = expected[index]![column][at]!;
        // Deviations are measured against the size of the values: they are a difference of these.
        const size = Math.max(1, Math.abs(line.max[at]!), Math.abs(line.min[at]!));
        expect(Math.abs(one - other)).toBeLessThanOrEqual(1e-9 * size);
      });
  });
}
