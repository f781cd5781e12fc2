import { cp, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';
import { Logger } from '@nestjs/common';
import { ChdbClickHouse } from '@runstead/clickhouse/chdb';
import { EmbeddedEventLog } from '@runstead/event-log/embedded';
import { FilesystemObjectStore } from '@runstead/object-store/filesystem';
import { PglitePool } from '@runstead/postgres/pglite';
import { SystemClock, encodeChunk, encodeEvent } from '@runstead/run-domain';
import { chunk, event, runCreated } from './fixtures/events';
import { startProjections } from './fixtures/whole-projections';

jest.setTimeout(120_000);

interface Part {
  readonly table: string;
  /** Below the folder of the stores. */
  readonly path: string;
  readonly newest: boolean;
}

/** What a process that was killed leaves behind, and what a machine that went down may leave of it. */
describe('after an unclean stop', () => {
  let home: string;
  let image: string;
  let parts: Part[];
  beforeAll(async () => {
    Logger.overrideLogger(false);
    home = await mkdtemp(join(tmpdir(), 'healing-'));
    image = join(home, 'image');
    parts = await makeImage();
  });
  afterAll(() => rm(home, { recursive: true, force: true }));

  const open = async (folder: string, boot: string) => {
    const log = await EmbeddedEventLog.open(join(folder, 'log'), { clock: new SystemClock() });
    const pool = await PglitePool.open(join(folder, 'postgres'), { boot });
    const clickHouse = await ChdbClickHouse.open(join(folder, 'clickhouse'));
    const objects = await FilesystemObjectStore.open(join(folder, 'objects'));
    await pool.migrate();
    await clickHouse.migrate();
    const close = async (): Promise<void> => {
      await clickHouse.close();
      await pool.close();
      await log.close();
    };
    return { log, pool, clickHouse, objects, close };
  };

  /** Files as they are while everything is open and idle: what `kill -9` leaves. */
  const makeImage = async (): Promise<Part[]> => {
    const live = join(home, 'live');
    const stores = await open(live, 'boot-1');
    const running = await startProjections(stores, 2);
    for (let n = 0; n < 6; n += 1) {
      const events =
        n === 0
          ? [runCreated('1'), runCreated('2')]
          : [event('RunConfigChanged', '1', { config: { [`k${n}`]: { value: n } }, merge: true })];
      await stores.log.append('run-events', events.map(encodeEvent));
      const chunks = [
        chunk('1', 'HistoryAppended', [`{"a":${n}}`, n === 3 ? 'broken' : `{"b":${n}}`], { firstLine: 2 * n }),
        chunk('2', 'OutputAppended', [`line ${n}`], { firstLine: n }),
        chunk('2', 'SystemMetricsAppended', [`{"cpu":${n}}`], { firstLine: n }),
        chunk('1', 'SummaryChanged', [`{"a":${n}}`]),
      ];
      await stores.log.append('run-streams', chunks.map(encodeChunk));
      await running.caughtUp();
    }
    // Merges would change what there is between the copy and the list.
    await stores.clickHouse.command('SYSTEM STOP MERGES');
    await cp(live, image, { recursive: true, filter: (path) => !basename(path).startsWith('lock.') });
    const found = await stores.clickHouse.query<{ table: string; path: string; newest: number }>(
      `SELECT table, path, max_block_number = max(max_block_number) OVER (PARTITION BY table, partition) AS newest
       FROM system.parts WHERE active AND database = currentDatabase()`,
    );
    await running.stop();
    await stores.close();
    return found.map(({ table, path, newest }) => ({ table, path: relative(live, path), newest: newest === 1 }));
  };

  const some = (tables: readonly string[]): Part[] => parts.filter(({ table, newest }) => newest && tables.includes(table));
  const remove = (folder: string, gone: readonly Part[]) =>
    Promise.all(gone.map(({ path }) => rm(join(folder, path), { recursive: true })));
  const LINES = ['history_rows', 'points', 'console_lines', 'system_rows', 'system_points'];

  it.each<[string, string, (folder: string) => Promise<unknown>]>([
    ['the process was killed', 'boot-1', async () => undefined],
    ['the machine went down: Postgres cannot be trusted', 'boot-2', async () => undefined],
    ['the newest lines are gone, and the row that tells of them is not', 'boot-1', (folder) => remove(folder, some(LINES))],
    [
      'everything new in ClickHouse is gone',
      'boot-1',
      (folder) => remove(folder, some([...LINES, 'projection_checkpoints', 'runs', 'run_values'])),
    ],
    ['both have lost what was new', 'boot-2', (folder) => remove(folder, some([...LINES, 'projection_checkpoints']))],
    [
      'parts are torn',
      'boot-1',
      async (folder) => {
        for (const { path } of some(['history_rows', 'points', 'run_values'])) await truncate(join(folder, path, 'data.bin'), 10);
      },
    ],
    [
      'ClickHouse cannot load its tables',
      'boot-1',
      async (folder) => {
        const [part] = parts;
        // The folder of a table, in place of a folder, is a file.
        await rm(join(folder, part?.path ?? '', '..'), { recursive: true });
        await writeFile(join(folder, part?.path ?? '', '..').replace(/\/$/, ''), 'nonsense');
      },
    ],
  ])('%s: the next start puts it right by itself', async (_, boot, damage) => {
    const folder = await mkdtemp(join(home, 'case-'));
    await cp(image, folder, { recursive: true });
    await damage(folder);
    const stores = await open(folder, boot);
    expect(stores.clickHouse.wasUnclean).toBe(true);
    const running = await startProjections(stores);
    await running.caughtUp();
    const report = await running.verification.verify();
    await running.stop();
    await stores.close();
    expect(report).toMatchObject({ ok: true, differences: [], lines: 23 });
  });
});
