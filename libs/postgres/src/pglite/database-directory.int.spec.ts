import { cp, mkdtemp, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PglitePool } from './pglite-pool';

// Opening takes about a second, several when the machine is busy.
jest.setTimeout(60_000);

describe('the directory of the embedded database', () => {
  let home: string;
  let directory: string;
  /** A database that was closed in order and holds one checkpoint: copied, because unpacking costs more. */
  let sample: string;
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'pglite-'));
    sample = join(home, 'sample');
    const pool = await PglitePool.open(sample, { boot: 'boot-1' });
    expect(pool.opening).toBe('created');
    expect(await readdir(sample)).toContain('in-use.json');
    await pool.migrate();
    await pool.db
      .insertInto('projection_checkpoint')
      .values({ projection: 'catalog', topic: 'run-events', partition: 0, next_offset: 42 })
      .execute();
    await pool.close();
    expect(await readdir(sample)).toEqual(['database']);
  });
  afterAll(() => rm(home, { recursive: true, force: true }));
  beforeEach(async () => {
    directory = await mkdtemp(join(home, 'test-'));
    await cp(sample, directory, { recursive: true });
  });

  const open = (boot: string | null = 'boot-1'): Promise<PglitePool> => PglitePool.open(directory, { boot });
  const checkpoints = async (pool: PglitePool): Promise<number[]> => {
    await pool.migrate();
    return (await pool.db.selectFrom('projection_checkpoint').select('next_offset').execute()).map((row) => row.next_offset);
  };
  /** As a killed process leaves it. */
  const leave = (marker: object | string): Promise<void> =>
    writeFile(join(directory, 'in-use.json'), typeof marker === 'string' ? marker : JSON.stringify(marker));
  const ruin = (): Promise<void> => truncate(join(directory, 'database', 'global', 'pg_control'), 100);

  it('is reopened with what it held, also by another boot of the machine', async () => {
    const pool = await open('boot-2');
    expect(pool.opening).toBe('reopened');
    expect(await checkpoints(pool)).toEqual([42]);
    await pool.close();
  });

  it('is kept when the process died and the machine did not', async () => {
    await leave({ phase: 'in-use', boot: 'boot-1' });
    const pool = await open();
    expect(pool.opening).toBe('recovered');
    expect(await checkpoints(pool)).toEqual([42]);
    await pool.close();
    expect(await readdir(directory)).toEqual(['database']);
  });

  it.each([
    ['the machine was started again since', { phase: 'in-use', boot: 'boot-0' }, 'boot-1'],
    ['the system cannot tell', { phase: 'in-use', boot: null }, null],
    ['it was not even unpacked', { phase: 'creating', boot: 'boot-1' }, 'boot-1'],
    ['its marker is torn', '{"pha', 'boot-1'],
  ])('is set aside and empty when it was not closed and %s', async (_, marker, boot) => {
    await leave(marker);
    const pool = await open(boot);
    expect(pool.opening).toBe('rebuilt');
    expect(await checkpoints(pool)).toEqual([]);
    await pool.close();
    expect(await readdir(directory)).toEqual(['database', 'database.set-aside']);
  });

  it('is set aside when it does not open after an unclean stop', async () => {
    await leave({ phase: 'in-use', boot: 'boot-1' });
    await ruin();
    const pool = await open();
    expect(pool.opening).toBe('rebuilt');
    expect(await checkpoints(pool)).toEqual([]);
    await pool.close();
  });

  it('is not touched when it was closed in order and yet does not open', async () => {
    await ruin();
    await expect(open()).rejects.toThrow('does not open; it can be deleted');
    expect(await readdir(directory)).toContain('database');
  });
});
