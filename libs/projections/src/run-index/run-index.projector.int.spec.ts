import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ClickHouse } from '@runstead/clickhouse';
import { ChdbClickHouse } from '@runstead/clickhouse/chdb';
import { SystemClock } from '@runstead/run-domain';
import { CatalogProjector } from '../catalog/catalog.projector';
import { ChangeFeed } from '../change-feed';
import { chunk, event, runCreated } from '../fixtures/events';
import { ProjectionWorld } from '../fixtures/projection-world';
import { SinkCheckpoint } from '../metrics/sink-checkpoint';
import { SinkRestart } from '../metrics/sink-restart';
import { ProjectionHealth } from '../projection-health';
import { ProjectionProgress } from '../projection-progress';
import { ProjectionRunner, ProjectorList } from '../projection-runner';
import { StreamsProjector } from '../streams/streams.projector';
import { RunIndexProjector } from './run-index.projector';

const RUN = ((1_790_000_000_000n << 21n) + 5n).toString();

jest.setTimeout(60_000);

describe('RunIndexProjector', () => {
  let folder: string;
  let db: ClickHouse;
  let pool: Awaited<ReturnType<typeof ProjectionWorld.openPool>>;
  let world: ProjectionWorld;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'run-index-'));
    db = await ChdbClickHouse.open(folder);
    pool = await ProjectionWorld.openPool();
    await db.migrate();
  });
  beforeEach(async () => {
    world = await ProjectionWorld.open(pool);
    for (const table of ['runs', 'run_values', 'run_value_keys', 'projection_checkpoints']) await db.command(`TRUNCATE TABLE ${table}`);
  });
  afterEach(() => world.close());
  afterAll(async () => {
    await db.close();
    await pool.close();
    await rm(folder, { recursive: true, force: true });
  });

  const start = async (): Promise<{ runner: ProjectionRunner; progress: ProjectionProgress }> => {
    const progress = new ProjectionProgress();
    const index = new RunIndexProjector(pool, db, progress, new SinkCheckpoint(db));
    const list = new ProjectorList([new CatalogProjector(), new StreamsProjector(), index]);
    const runner = new ProjectionRunner(world.log, pool, progress, new ChangeFeed(), new ProjectionHealth(), new SystemClock(), list);
    await runner.start();
    return { runner, progress };
  };
  const values = (kind: string): Promise<unknown[]> =>
    db.query(
      `SELECT key, if(is_num, toString(num), str) AS value FROM run_values FINAL
       WHERE run_id = {run:UInt64} AND kind = {kind:String} AND deleted = 0 ORDER BY key`,
      { run: RUN, kind },
    );
  const everything = async (): Promise<unknown[]> => [
    await db.query('SELECT * FROM runs FINAL ORDER BY run_id'),
    await db.query('SELECT * FROM run_values FINAL ORDER BY run_id, kind, key'),
  ];

  it('holds a run, and the newest value of each of its keys', async () => {
    const { progress, runner } = await start();
    await world.append(
      runCreated(RUN),
      event('RunConfigChanged', RUN, { config: { lr: { value: 0.1 }, 'o\tdd': { value: "it's" } }, merge: false }),
      event('RunDetailsChanged', RUN, { changes: { displayName: "it's\\ a\ttab", tags: ['a,b', "it's", 'x\\'], group: 'g' } }),
    );
    const last = await world.appendChunks(
      chunk(RUN, 'SummaryChanged', ['{"loss":1,"gone":2}']),
      chunk(RUN, 'HistoryAppended', ['{"loss":1}']),
      chunk(RUN, 'SummaryChanged', ['{"loss":0.5,"deep":{"a":NaN}}']),
    );
    expect(await progress.waitFor('run-index', 'run-streams', 0, last, 30_000)).toBe(true);
    expect(await progress.waitFor('run-index', 'run-events', 0, 2, 30_000)).toBe(true);
    expect(await db.query('SELECT name, display_name, tags, group_name, state, deleted FROM runs FINAL')).toEqual([
      { name: `run-${RUN}`, display_name: "it's\\ a\ttab", tags: ['a,b', "it's", 'x\\'], group_name: 'g', state: 'pending', deleted: 0 },
    ]);
    expect(await values('config')).toEqual([
      { key: 'lr', value: '0.1' },
      { key: 'o\tdd', value: "it's" },
    ]);
    expect(await values('summary')).toEqual([
      { key: 'deep.a', value: 'nan' },
      { key: 'loss', value: '0.5' },
    ]);
    await runner.stop();
  });

  it('marks keys that a later document lacks, and comes to the same rows when everything is projected again', async () => {
    const first = await start();
    const at = await world.append(
      runCreated(RUN),
      event('RunConfigChanged', RUN, { config: { a: { value: 1 }, b: { value: 2 } }, merge: false }),
    );
    const line = await world.appendChunks(chunk(RUN, 'SummaryChanged', ['{"x":1,"y":2}']));
    expect(await first.progress.waitFor('run-index', 'run-events', 0, at, 30_000)).toBe(true);
    expect(await first.progress.waitFor('run-index', 'run-streams', 0, line, 30_000)).toBe(true);
    const later = await world.append(
      event('RunConfigChanged', RUN, { config: { b: { value: 3 } }, merge: false }),
      event('RunDeleted', RUN, {}),
    );
    const end = await world.appendChunks(chunk(RUN, 'SummaryChanged', ['{"y":3}']));
    expect(await first.progress.waitFor('run-index', 'run-events', 0, later, 30_000)).toBe(true);
    expect(await first.progress.waitFor('run-index', 'run-streams', 0, end, 30_000)).toBe(true);
    expect(await values('config')).toEqual([{ key: 'b', value: '3' }]);
    expect(await values('summary')).toEqual([{ key: 'y', value: '3' }]);
    expect(await db.query('SELECT deleted FROM runs FINAL')).toEqual([{ deleted: 1 }]);
    await first.runner.stop();

    const before = await everything();
    await world.forget();
    const second = await start();
    expect(await second.progress.waitFor('run-index', 'run-events', 0, later, 30_000)).toBe(true);
    expect(await second.progress.waitFor('run-index', 'run-streams', 0, end, 30_000)).toBe(true);
    expect(await everything()).toEqual(before);
    await second.runner.stop();
  });

  it('is projected again from where ClickHouse says, when that is less than Postgres believes', async () => {
    const first = await start();
    const at = await world.append(runCreated(RUN));
    expect(await first.progress.waitFor('run-index', 'run-events', 0, at, 30_000)).toBe(true);
    await first.runner.stop();
    for (const table of ['runs', 'projection_checkpoints']) await db.command(`TRUNCATE TABLE ${table}`);

    await new SinkRestart(new SinkCheckpoint(db), pool, db).onModuleInit();
    const second = await start();
    expect(await second.progress.waitFor('run-index', 'run-events', 0, at, 30_000)).toBe(true);
    expect(await db.query('SELECT name FROM runs FINAL')).toEqual([{ name: `run-${RUN}` }]);
    await second.runner.stop();
  });
});
