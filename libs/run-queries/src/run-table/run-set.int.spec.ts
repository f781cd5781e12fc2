import type { ClickHouse } from '@runstead/clickhouse';
import fc from 'fast-check';
import { EVERYTHING, type RunField } from '../filter/run-filter';
import { parseRunField } from '../filter/parse-run-field';
import { arbitraryRuns } from '../fixtures/arbitrary-run';
import { indexedRun, indexRuns, type IndexedRun, type IndexedValue } from '../fixtures/indexed-run';
import { openIndex } from '../fixtures/run-index';
import { decodePosition, encodePosition, type RunPosition } from './run-position';
import { RunSetQueries } from './run-set.queries';

jest.setTimeout(60_000);

const NOW = 1_790_100_000_000;
const FIELDS = ['config.lr', 'summary.lr', 'config.opt.name', 'displayName', 'group', 'createdAt', 'endedAt', 'runtime'];

/** Missing is last, then NaN among the missing; null is missing. */
function valueOf(run: IndexedRun, field: RunField): number | string | null {
  if (field.of === 'runtime') return ((run.endedAt || NOW) - run.createdAt) / 1_000;
  if (field.of === 'time') return run[field.name] || null;
  if (field.of === 'text') return (run[field.name as 'group'] ?? '') || null;
  const value: IndexedValue | undefined = field.of === 'config' || field.of === 'summary' ? run[field.of][field.key] : undefined;
  if (value === undefined || value === null || Number.isNaN(value)) return null;
  if (typeof value === 'object') return value.json;
  return typeof value === 'boolean' ? String(value) : value;
}

function compared(a: number | string | null, b: number | string | null, descending: boolean): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  const order =
    typeof a === 'number' && typeof b === 'number'
      ? Number(a > b) - Number(a < b)
      : typeof a === typeof b
        ? Buffer.compare(Buffer.from(a as string), Buffer.from(b as string))
        : typeof a === 'number'
          ? -1
          : 1;
  return descending ? -order : order;
}

describe('the order of runs', () => {
  let db: ClickHouse;
  let close: () => Promise<void>;
  let sets: RunSetQueries;
  let projects = 100;
  const scope = () => ({ projectId: String(projects), entity: 'ada', name: 'mnist' });

  beforeAll(async () => {
    ({ db, close } = await openIndex());
    sets = new RunSetQueries(db, { now: () => NOW });
  });
  beforeEach(() => (projects += 1));
  afterAll(() => close());

  it('is what a plain sort gives, whatever the keys and the size of pages', async () => {
    const key = fc.record({ field: fc.constantFrom(...FIELDS), descending: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(
        arbitraryRuns,
        fc.uniqueArray(key, { minLength: 1, maxLength: 3, selector: ({ field }) => field }),
        fc.integer({ min: 1, max: 40 }),
        async (drawn, told, limit) => {
          projects += 1;
          // Ties by creation are told apart by ids, which the fixture takes from creation: the second insert is another part.
          const runs = drawn.filter(
            ({ config }) => !Object.values(config).some((value) => typeof value === 'string' && value.length > 256),
          );
          await indexRuns(db, String(projects), runs.slice(0, 10));
          await indexRuns(db, String(projects), runs.slice(10));
          const order = told.map(({ field, descending }) => ({ field: parseRunField(field), descending }));
          const tie = told.find(({ field }) => field === 'createdAt')?.descending ? -1 : 1;
          const expected = [...runs].sort((a, b) => {
            for (const { field, descending } of order) {
              const found = compared(valueOf(a, field), valueOf(b, field), descending);
              if (found !== 0) return found;
            }
            return tie * (a.createdAt - b.createdAt || Number(BigInt(a.runId) - BigInt(b.runId)));
          });
          const found: string[] = [];
          let after: RunPosition | null = null;
          for (;;) {
            const page: Awaited<ReturnType<RunSetQueries['runs']>> = await sets.runs(scope(), EVERYTHING, { order, limit, after });
            found.push(...page.map(({ name }) => name));
            if (page.length < limit) break;
            after = decodePosition(encodePosition(page.at(-1)!.position), order.length);
            expect(after).not.toBeNull();
          }
          expect(found).toEqual(expected.map(({ name }) => name));
          const offset = await sets.runs(scope(), EVERYTHING, { order, limit: 5, offset: 3 });
          expect(offset.map(({ name }) => name)).toEqual(found.slice(3, 8));
        },
      ),
      { numRuns: 60 },
    );
  }, 120_000);

  it('puts what is missing and what is no number last, both ways', async () => {
    const losses = [0.5, NaN, undefined, 0.1, null, Infinity, -Infinity];
    await indexRuns(
      db,
      String(projects),
      losses.map((loss, n) => indexedRun(n, { summary: loss === undefined ? {} : { loss } })),
    );
    const names = async (descending: boolean): Promise<string[]> => {
      const order = [{ field: { of: 'summary' as const, key: 'loss' }, descending }];
      return (await sets.runs(scope(), EVERYTHING, { order, limit: 10 })).map(({ name }) => name);
    };
    expect(await names(false)).toEqual(['r6', 'r3', 'r0', 'r5', 'r1', 'r2', 'r4']);
    expect(await names(true)).toEqual(['r5', 'r0', 'r3', 'r6', 'r1', 'r2', 'r4']);
  });

  it.each(['', 'x', encodePosition([1]), encodePosition([0, 0, 1, '', 1, '1 OR 1']), encodePosition([0, 0, 'x', '', 1, '1'])])(
    '%j is no position',
    (text) => {
      expect(decodePosition(text, 1)).toBeNull();
    },
  );
});
