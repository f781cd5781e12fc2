import { mkdtemp, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PglitePool } from './pglite-pool';

// Opening takes about a second, several when the machine is busy.
jest.setTimeout(60_000);

describe('the directory of the embedded database', () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'pglite-'));
  });
  afterEach(() => rm(directory, { recursive: true, force: true }));

  const open = async (boot: string | null = 'boot-1'): Promise<PglitePool> => {
    const pool = await PglitePool.open(directory, { boot });
    await pool.migrate();
    return pool;
  };
  const note = (pool: PglitePool) =>
    pool.db
      .insertInto('projection_checkpoint')
      .values({ projection: 'catalog', topic: 'run-events', partition: 0, next_offset: 42 })
      .execute();
  const checkpoints = (pool: PglitePool) => pool.db.selectFrom('projection_checkpoint').select('next_offset').execute();
  /** As if the process had been killed: everything it wrote is there, and so is its marker. */
  const kill = async (pool: PglitePool, boot: string | null = 'boot-1'): Promise<void> => {
    await pool.close();
    await writeFile(join(directory, 'in-use.json'), JSON.stringify({ phase: 'in-use', boot }));
  };

  it('is created, and reopened with what it held', async () => {
    const first = await open();
    expect(first.opening).toBe('created');
    expect(await readdir(directory)).toContain('in-use.json');
    await note(first);
    await first.close();
    expect(await readdir(directory)).toEqual(['database']);
    const second = await open('boot-2');
    expect(second.opening).toBe('reopened');
    expect(await checkpoints(second)).toEqual([{ next_offset: 42 }]);
    await second.close();
  });

  it('is kept when the process died and the machine did not', async () => {
    const first = await open();
    await note(first);
    await kill(first);
    const second = await open();
    expect(second.opening).toBe('recovered');
    expect(await checkpoints(second)).toEqual([{ next_offset: 42 }]);
    await second.close();
  });

  it.each([
    ['the machine was started again since', 'boot-1', 'boot-2'],
    ['the system cannot tell', null, null],
  ])('is set aside and empty when it was not closed and %s', async (_, before, after) => {
    const first = await open(before);
    await note(first);
    await kill(first, before);
    const second = await open(after);
    expect(second.opening).toBe('rebuilt');
    expect(await checkpoints(second)).toEqual([]);
    expect(await readdir(directory)).toContain('database.set-aside');
    await second.close();
    const third = await open(after);
    expect(third.opening).toBe('reopened');
    await third.close();
  });

  it('is set aside when it was not even unpacked, or its marker is torn', async () => {
    await kill(await open());
    await writeFile(join(directory, 'in-use.json'), JSON.stringify({ phase: 'creating', boot: 'boot-1' }));
    const second = await open();
    expect(second.opening).toBe('rebuilt');
    await kill(second);
    await writeFile(join(directory, 'in-use.json'), '{"pha');
    const third = await open();
    expect(third.opening).toBe('rebuilt');
    await third.close();
  });

  it('is set aside when it does not open after an unclean stop', async () => {
    await kill(await open());
    await truncate(join(directory, 'database', 'global', 'pg_control'), 100);
    const second = await open();
    expect(second.opening).toBe('rebuilt');
    expect(await checkpoints(second)).toEqual([]);
    await second.close();
  });

  it('is not touched when it was closed in order and yet does not open', async () => {
    await (await open()).close();
    await truncate(join(directory, 'database', 'global', 'pg_control'), 100);
    await expect(open()).rejects.toThrow('does not open; it can be deleted');
    expect(await readdir(directory)).toContain('database');
  });
});
