import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RowBinaryWriter } from '../row-binary-writer';
import { clickHouseContract } from '../click-house.contract';
import { ChdbClickHouse } from './chdb-click-house';

const folders: string[] = [];
const newFolder = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'clickhouse-'));
  folders.push(folder);
  return folder;
};
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))));

jest.setTimeout(60_000);

clickHouseContract('chdb', async (migrations) => ChdbClickHouse.open(await newFolder(), migrations ? { migrations } : {}));

describe('the directory of chdb', () => {
  it('holds what was inserted when it is opened again', async () => {
    const folder = await newFolder();
    const first = await ChdbClickHouse.open(folder);
    await first.migrate();
    await first.insertTsv('run_value_keys', ['project_id', 'run_id', 'kind', 'key'], Buffer.from('1\t2\tconfig\tlr\n'));
    await first.close();
    const second = await ChdbClickHouse.open(folder);
    expect(second.wasReset).toBe(false);
    expect(await second.query('SELECT key FROM run_value_keys')).toEqual([{ key: 'lr' }]);
    await second.close();
  });

  it('is set aside when it cannot be loaded, and an empty one takes its place', async () => {
    const folder = await newFolder();
    const first = await ChdbClickHouse.open(folder);
    await first.migrate();
    await first.close();
    const [definition] = (await readdir(join(folder, 'data'), { recursive: true })).filter((path) => path.endsWith('points.sql'));
    await writeFile(join(folder, 'data', definition ?? ''), 'ATTACH TABLE nonsense (');
    const second = await ChdbClickHouse.open(folder, { now: () => 42 });
    expect(second.wasReset).toBe(true);
    await second.migrate();
    expect(await second.query('SELECT count() AS n FROM points')).toEqual([{ n: '0' }]);
    await second.close();
    expect((await readdir(folder)).sort()).toEqual(['damaged-42', 'data', 'engine.xml']);
  });

  it('may have a name that the engine would take for a pattern, and keeps nothing of what passed through', async () => {
    const folder = join(await newFolder(), "it's {a,b} [1] *");
    const db = await ChdbClickHouse.open(folder);
    await db.migrate();
    const rows = new RowBinaryWriter().uint64(1).uint64(2).string('lr').take();
    await db.insertRowBinary('run_value_keys', { project_id: 'UInt64', run_id: 'UInt64', key: 'String' }, rows);
    expect(await db.query('SELECT key FROM run_value_keys')).toEqual([{ key: 'lr' }]);
    await db.close();
    expect((await readdir(folder)).sort()).toEqual(['data', 'engine.xml']);
  });

  it('refuses work when it is closed', async () => {
    const db = await ChdbClickHouse.open(await newFolder());
    await db.close();
    await expect(db.query('SELECT 1')).rejects.toThrow(/closed/);
  });
});
