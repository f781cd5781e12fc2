import { Logger } from '@nestjs/common';
import type { ChdbClickHouse } from '@runstead/clickhouse/chdb';
import type { PglitePool } from '@runstead/postgres/pglite';
import fc from 'fast-check';
import { sql } from 'kysely';
import { loggedEvent, streamChunk } from '../fixtures/arbitrary-log';
import { chunk, event, runCreated } from '../fixtures/events';
import type { ProjectionWorld } from '../fixtures/projection-world';
import { WholeProjections } from '../fixtures/whole-projections';
import { REBUILD_PLANS } from './rebuild-plan';
import { TableSwitch } from './table-switch';

jest.setTimeout(180_000);

describe('a projection that is rebuilt beside the one that is shown', () => {
  let whole: WholeProjections;
  let clickHouse: ChdbClickHouse;
  let pool: PglitePool;
  let world: ProjectionWorld;

  beforeAll(async () => {
    Logger.overrideLogger(false);
    whole = await WholeProjections.open();
    ({ clickHouse, pool } = whole);
  });
  beforeEach(async () => {
    world = await whole.fresh();
  });
  afterAll(() => whole.close());

  const lines = async (run: string): Promise<unknown> =>
    (await clickHouse.query<{ row: string }>(`SELECT row FROM history_rows FINAL WHERE run_id = {run:UInt64} ORDER BY line`, { run })).map(
      ({ row }) => row,
    );
  const small = async (): Promise<void> => {
    await world.append(runCreated('1'), event('RunConfigChanged', '1', { config: { lr: { value: 1 } }, merge: false }));
    await world.appendChunks(
      chunk('1', 'HistoryAppended', ['{"a":1}', '{"a":2}', 'broken']),
      chunk('1', 'SummaryChanged', ['{"a":2}']),
      chunk('1', 'OutputAppended', ['hello']),
    );
  };

  it('has a plan that names every table but those that no log can give back', async () => {
    const { rows } = await sql<{ name: string }>`SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'`.execute(pool.db);
    const planned = REBUILD_PLANS.flatMap((plan) => plan.postgres.map(({ name }) => name));
    const others = [
      'projection_checkpoint',
      'projection_versions',
      'schema_migrations',
      'sessions',
      'turn_owners',
      'run_ordinals',
      'server_secrets',
    ];
    expect(rows.map(({ name }) => name).sort()).toEqual([...planned, ...others].sort());
    const tables = await clickHouse.query<{ name: string }>(
      "SELECT name FROM system.tables WHERE database = currentDatabase() AND engine LIKE '%MergeTree'",
    );
    const built = REBUILD_PLANS.flatMap((plan) => plan.clickHouse.map(({ name }) => name));
    expect(tables.map(({ name }) => name).sort()).toEqual([...built, 'projection_checkpoints', 'schema_migrations'].sort());
  });

  it('is the same, whatever the sizes of the batches and wherever projecting was cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(loggedEvent, { minLength: 20, maxLength: 40, size: 'max' }),
        fc.array(streamChunk, { minLength: 15, maxLength: 40, size: 'max' }),
        fc.integer({ min: 1, max: 9 }),
        fc.array(fc.constantFrom('before', 'after', 'no'), { maxLength: 6 }),
        async (events, chunks, batchSize, failures) => {
          world = await whole.fresh();
          await world.append(runCreated('1'), ...events);
          await world.appendChunks(...chunks);
          const running = await whole.start(batchSize, failures);
          await running.caughtUp();
          for (const projection of running.rebuilds.projections)
            expect(await running.rebuilds.check(projection)).toMatchObject({ projection, differences: [] });
        },
      ),
      { numRuns: 3, endOnFailure: true },
    );
  });

  it('is switched to under load, loses nothing, can be gone back from, and the old one is dropped', async () => {
    await small();
    const running = await whole.start();
    await running.caughtUp();
    for (const projection of running.rebuilds.projections) {
      const logging = Array.from({ length: 20 }, async (_, n) => {
        await world.appendChunks(chunk('1', 'HistoryAppended', [`{"n":${n}}`], { firstLine: 3 + n }));
        await world.append(event('RunConfigChanged', '1', { config: { [`c${n}`]: { value: n } }, merge: true }));
      });
      const summary = await running.rebuilds.rebuild(projection);
      expect(summary).toMatchObject({ projection, switched: true, differences: [] });
      // The log of this test holds no artifact.
      expect(summary.compared > 0).toBe(projection !== 'artifacts');
      await Promise.all(logging);
      await running.caughtUp();
    }
    const all = ['{"a":1}', '{"a":2}', ...Array.from({ length: 20 }, (_, n) => `{"n":${n}}`)];
    expect(await lines('1')).toEqual(all);
    for (const projection of running.rebuilds.projections) {
      expect(await running.rebuilds.check(projection)).toMatchObject({ differences: [] });
      await expect(running.rebuilds.rebuild(projection)).rejects.toThrow(/--drop-old/);
    }
    await world.appendChunks(chunk('1', 'HistoryAppended', ['{"late":1}'], { firstLine: 23 }));
    for (const projection of running.rebuilds.projections) {
      expect(await running.rebuilds.rollBack(projection)).toMatchObject({ switched: true, differences: [] });
      await running.rebuilds.dropOld(projection);
      await expect(running.rebuilds.rollBack(projection)).rejects.toThrow(/nothing to go back to/);
    }
    await running.caughtUp();
    expect(await lines('1')).toEqual([...all, '{"late":1}']);
    expect(await clickHouse.query("SELECT name FROM system.databases WHERE name LIKE 'side%' OR name LIKE 'check%'")).toEqual([]);
    for (const projection of running.rebuilds.projections)
      expect(await running.rebuilds.check(projection)).toMatchObject({ differences: [] });
  });

  it('names what the shown one has lost, and replaces it only when that is accepted', async () => {
    await small();
    const running = await whole.start();
    await running.caughtUp();
    await clickHouse.command('ALTER TABLE points DELETE WHERE step = 1 SETTINGS mutations_sync = 1');
    await pool.db.deleteFrom('run_summaries').execute();
    const found = await running.rebuilds.rebuild('metrics');
    expect(found).toMatchObject({ switched: false, differences: [{ table: 'points', run: '1' }] });
    expect(found.differences[0]?.live).toMatch(/^1 rows/);
    expect(found.differences[0]?.rebuilt).toMatch(/^2 rows/);
    expect((await running.rebuilds.check('streams')).differences).toMatchObject([{ table: 'run_summaries', run: '1', live: null }]);
    expect(await running.rebuilds.rebuild('metrics', { acceptDifferences: true })).toMatchObject({ switched: true });
    expect(await running.rebuilds.check('metrics')).toMatchObject({ differences: [] });
  });

  it('finishes a switch of ClickHouse tables that a crash has cut in the middle', async () => {
    await small();
    const running = await whole.start();
    await running.caughtUp();
    let left = 3;
    const command = clickHouse.command.bind(clickHouse);
    clickHouse.command = async (text: string) => {
      if (text.startsWith('EXCHANGE') && (left -= 1) < 0) throw new Error('crash');
      return command(text);
    };
    await expect(running.rebuilds.rebuild('metrics')).rejects.toThrow('crash');
    clickHouse.command = command;
    await running.stop();
    const again = await whole.start();
    expect(await again.versions.shown('metrics', 1)).toEqual({ version: 1, keptVersion: 1 });
    await world.appendChunks(chunk('1', 'HistoryAppended', ['{"a":4}'], { firstLine: 3 }));
    await again.caughtUp();
    expect(await lines('1')).toEqual(['{"a":1}', '{"a":2}', '{"a":4}']);
    expect(await again.rebuilds.check('metrics')).toMatchObject({ differences: [] });
    // Every table was exchanged: what is beside is the old one, without the new line.
    const [side] = await clickHouse.query<{ n: string }>('SELECT count() AS n FROM side_metrics.history_rows');
    expect(side?.n).toBe('2');
    await new TableSwitch({ pool, clickHouse }).finish();
    expect(await lines('1')).toHaveLength(3);
    await again.rebuilds.dropOld('metrics');
  });

  it('buries no letter twice', async () => {
    await small();
    const running = await whole.start();
    await running.caughtUp();
    const before = await world.log.endOffset('dead-letters', 0);
    expect(before).toBe(1);
    await running.rebuilds.check('metrics');
    await running.rebuilds.check('streams');
    expect(await world.log.endOffset('dead-letters', 0)).toBe(before);
  });
});
