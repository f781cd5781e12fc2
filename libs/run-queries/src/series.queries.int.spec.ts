import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ClickHouse } from '@runstead/clickhouse';
import { ChdbClickHouse } from '@runstead/clickhouse/chdb';
import type { Series, SeriesQuery, XAxis } from '@runstead/ui-contract';
import fc from 'fast-check';
import { insertParts, MADE, runId } from './fixtures/logged-rows';
import { bruteForceSeries } from './series.brute-force.fixture';
import { SeriesQueries } from './series.queries';

const KEYS = ['loss', 'acc', 'x', '_runtime'];

const plain = (series: readonly Series[]): unknown =>
  series.map(({ resume: _, ...line }) => ({ ...line, ...Object.fromEntries(COLUMNS.map((column) => [column, Array.from(line[column])])) }));
const COLUMNS = ['x', 'y', 'min', 'max', 'count', 'markX', 'markKind'] as const;

jest.setTimeout(60_000);

describe('SeriesQueries', () => {
  let folder: string;
  let db: ClickHouse;
  let queries: SeriesQueries;
  let projects = 100;
  const runs = [0, 1, 2].map((index) => ({ name: `run ${index}`, runId: runId(index) }));

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'series-'));
    db = await ChdbClickHouse.open(folder);
    await db.migrate();
    await db.command('SYSTEM STOP MERGES');
    queries = new SeriesQueries(db);
  });
  afterAll(async () => {
    await db.close();
    await rm(folder, { recursive: true, force: true });
  });

  const value = fc.oneof(
    { weight: 8, arbitrary: fc.integer({ min: -1_000, max: 1_000 }).map((n) => n / 8) },
    { weight: 1, arbitrary: fc.constantFrom(NaN, Infinity, -Infinity, 1e300, 0) },
  );
  const row = fc.record({
    run: fc.nat(2),
    step: fc.oneof({ weight: 4, arbitrary: fc.integer({ min: -3, max: 25 }) }, { weight: 1, arbitrary: fc.nat(100_000) }),
    time: fc.nat(500_000),
    values: fc.dictionary(fc.constantFrom(...KEYS), value, { minKeys: 1, noNullPrototype: true }),
  });
  const axis = fc.constantFrom<XAxis>('step', 'time', 'wall', 'runtime', 'key:x');

  it('gives what a plain computation over all rows gives, for any rows, axis, range and budget', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { minLength: 1, maxLength: 150, size: 'max' }),
        axis,
        fc.option(fc.tuple(fc.integer({ min: -100, max: 2_000 }), fc.nat(3_000)), { nil: undefined }),
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 4 }),
        async (drawn, x, interval, buckets, parts) => {
          const logged = drawn.map((one) => ({ ...one, runId: runId(one.run), time: MADE + one.time }));
          const project = String((projects += 1));
          await insertParts(db, project, logged, parts);
          const start = interval === undefined ? 0 : interval[0] / 4 + (x === 'time' ? MADE / 1_000 : 0);
          const range: [number, number] | undefined = interval === undefined ? undefined : [start, start + interval[1] / 4];
          const query: SeriesQuery = { keys: ['acc', 'loss'], runs: runs.map(({ name }) => name), x, buckets, ...(range ? { range } : {}) };
          const found = await queries.series(project, runs, query);
          const expected = bruteForceSeries(logged, runs, query);
          expect(plain(found)).toEqual(plain(expected));
          found.forEach((line, index) =>
            line.mean.forEach((mean, at) => {
              const other = expected[index]?.mean[at] ?? NaN;
              expect(Math.abs(mean - other)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(other)));
            }),
          );
        },
      ),
      { numRuns: 30 },
    );
  }, 120_000);

  it('gives the same for tidy lines, whatever the distance of their steps', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          steps: fc.integer({ min: 2, max: 400 }),
          distance: fc.constantFrom(1, 2, 3, 10, 64, 1_000),
          jitter: fc.nat(20),
          first: fc.integer({ min: -70, max: 300 }),
          again: fc.option(fc.nat(399), { nil: undefined }),
          odd: fc.option(fc.tuple(fc.nat(399), fc.constantFrom(NaN, Infinity, -Infinity)), { nil: undefined }),
        }),
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 4 }),
        async ({ steps, distance, jitter, first, again, odd }, buckets, parts) => {
          const project = String((projects += 1));
          const line = (run: number, step: number, index: number) => ({
            runId: runId(run),
            step: first + step,
            time: MADE + index,
            values: { loss: run === 0 && odd?.[0] === index ? odd[1] : ((index * 7 + run) % 31) / 8 },
          });
          const one = Array.from({ length: steps }, (_, index) =>
            line(0, index * distance + Math.min(distance - 1, (index * jitter) % 17), index),
          );
          const other = Array.from({ length: 5 }, (_, index) => line(1, index * 100, index));
          const logged = [...one, ...other, ...one.slice(again ?? steps).slice(0, 1)];
          await insertParts(db, project, logged, parts);
          const query: SeriesQuery = { keys: ['loss'], runs: runs.map(({ name }) => name), buckets };
          expect(plain(await queries.series(project, runs, query))).toEqual(plain(bruteForceSeries(logged, runs, query)));
        },
      ),
      { numRuns: 40 },
    );
  }, 120_000);

  it('leaves out what rewinds have hidden, and shows what was logged again', async () => {
    const rewind = fc.record({ run: fc.nat(2), at: fc.nat(40), step: fc.integer({ min: -3, max: 25 }) });
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { minLength: 1, maxLength: 40, size: 'max' }),
        // A place in the log holds one rewind.
        fc.uniqueArray(rewind, { maxLength: 4, selector: ({ run, at }) => `${run}/${at}` }),
        axis,
        async (drawn, rewinds, x) => {
          const logged = drawn.map((one) => ({ ...one, runId: runId(one.run), time: MADE + one.time }));
          const project = String((projects += 1));
          await insertParts(db, project, logged, 2);
          const cuts = rewinds.map(({ run, at, step }) => `${project}\t${runId(run)}\t${(BigInt(at) << 20n).toString()}\t${step}\n`);
          await db.insertTsv('run_cuts', ['project_id', 'run_id', 'ver', 'step'], Buffer.from(cuts.join('')));
          const shown = logged.filter(
            (one, ord) => !rewinds.some(({ run, at, step }) => runId(run) === one.runId && ord < at && one.step > step),
          );
          const query: SeriesQuery = { keys: ['acc', 'loss'], runs: runs.map(({ name }) => name), x, buckets: 20 };
          expect(plain(await queries.series(project, runs, query))).toEqual(plain(bruteForceSeries(shown, runs, query)));
        },
      ),
      { numRuns: 25 },
    );
  }, 120_000);

  it('never loses a spike, at any zoom', async () => {
    const project = String((projects += 1));
    const spike = 77_777;
    const logged = Array.from({ length: 100_000 }, (_, step) => ({
      runId: runId(0),
      step,
      time: MADE + step,
      values: { loss: step === spike ? 1e6 : 0.5 },
    }));
    await insertParts(db, project, logged, 1);
    const range = [undefined, [0, 99_999], [50_000, 90_000], [77_000, 78_000], [77_777, 77_777]] as const;
    for (const view of range) {
      const query: SeriesQuery = { keys: ['loss'], runs: ['run 0'], buckets: 200, ...(view ? { range: [...view] } : {}) };
      const [line] = await queries.series(project, runs.slice(0, 1), query);
      expect(Math.max(...(line?.max ?? []))).toBe(1e6);
      expect(line?.x.length).toBeLessThanOrEqual(201);
    }
  });

  it('gives nothing for keys and runs that have nothing', async () => {
    expect(await queries.series('1', runs, { keys: ["'; DROP TABLE points; --", '{x}'], runs: ['run 0'] })).toEqual([]);
    expect(await queries.series('1', [], { keys: ['loss'], runs: ['gone'] })).toEqual([]);
  });

  it('finds a key with any name', async () => {
    const project = String((projects += 1));
    const key = 'a\'b"c\\d\te{f:String}😀';
    await insertParts(db, project, [{ runId: runId(1), step: 1, time: MADE, values: { [key]: 2, '': 3 } }], 1);
    const found = await queries.series(project, runs, { keys: [key, ''], runs: ['run 1'] });
    expect(found.map((line) => [line.key, line.run, Array.from(line.y)])).toEqual([
      [key, 'run 1', [2]],
      ['', 'run 1', [3]],
    ]);
  });
});
