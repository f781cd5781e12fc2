import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ClickHouse } from '@runstead/clickhouse';
import { ChdbClickHouse } from '@runstead/clickhouse/chdb';
import fc from 'fast-check';
import { arbitraryFilter, arbitraryRuns } from '../fixtures/arbitrary-run';
import { matches } from '../fixtures/evaluate-filter';
import { indexedRun, indexRuns } from '../fixtures/indexed-run';
import { Bindings } from './bindings';
import { filterSql } from './filter.sql';

jest.setTimeout(60_000);

const NOW = 1_790_100_000_000;
/** Many filters are columns of one statement: an insert of runs takes longer than a filter. */
const FILTERS_AT_ONCE = 100;
const PROPERTY_RUNS = 100;

describe('a filter as SQL', () => {
  let folder: string;
  let db: ClickHouse;
  let projects = 100;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'filter-'));
    db = await ChdbClickHouse.open(folder);
    await db.migrate();
  });
  afterAll(async () => {
    await db.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('gives the runs that a plain evaluation gives, in 10,000 cases', async () => {
    await fc.assert(
      fc.asyncProperty(
        arbitraryRuns,
        fc.array(arbitraryFilter, { minLength: FILTERS_AT_ONCE, maxLength: FILTERS_AT_ONCE }),
        async (runs, filters) => {
          const project = String((projects += 1));
          for (const table of ['runs', 'run_values', 'metric_keys']) await db.command(`TRUNCATE TABLE ${table}`);
          // What an older version said must not show through.
          await indexRuns(
            db,
            project,
            runs.slice(0, 5).map((run) => indexedRun(0, { ...run, state: 'pending', config: { lr: 7 } })),
            1,
          );
          const older = runs.map((run, n) => (n < 5 && !('lr' in run.config) ? { ...run, config: { ...run.config, lr: 7 } } : run));
          await indexRuns(db, project, runs, 2);
          const bindings = new Bindings();
          const columns = filters.map((filter) => `toUInt8(${filterSql(filter, bindings)})`);
          const rows = await db.query<{ name: string; found: number[] }>(
            `SELECT name, [${columns.join(', ')}] AS found FROM runs FINAL WHERE project_id = {project:UInt64} AND deleted = 0`,
            { ...bindings.params, project, entity: 'ada', projectName: 'mnist', now: NOW },
          );
          const found = new Map(rows.map((row) => [row.name, row.found]));
          for (const run of older)
            expect({ run, found: found.get(run.name) }).toEqual({
              run,
              found: filters.map((filter) => (matches(run, filter, NOW) ? 1 : 0)),
            });
        },
      ),
      { numRuns: PROPERTY_RUNS },
    );
  }, 300_000);
});
