import { sql } from 'kysely';
import { sqlPoolContract } from '../sql-pool.contract';
import { PglitePool } from './pglite-pool';

jest.setTimeout(60_000);

sqlPoolContract('PGlite', (migrations) => PglitePool.inMemory(migrations ? { migrations } : {}));

describe('PGlite', () => {
  let pool: PglitePool;
  beforeAll(async () => {
    pool = await PglitePool.inMemory();
    await pool.migrate();
  });
  afterAll(() => pool.close());

  it('uses the room of replaced documents again', async () => {
    const size = async () =>
      (await sql<{ size: number }>`SELECT pg_total_relation_size('run_summaries') AS size`.execute(pool.db)).rows[0]?.size ?? 0;
    const replaceAll = async (round: number): Promise<void> => {
      const ids = Array.from({ length: 400 }, (_, run) => String(run + 1));
      await sql`INSERT INTO run_summaries (run_id, summary, updated_at, version)
        SELECT id, string_agg(md5(id::text || ${round}::text || n::text), ''), now(), ${round}::bigint
        FROM unnest(${ids}::bigint[]) AS id, generate_series(1, 300) AS n GROUP BY id
        ON CONFLICT (run_id) DO UPDATE SET summary = excluded.summary, version = excluded.version`.execute(pool.db);
    };
    await replaceAll(0);
    const first = await size();
    const sizes: number[] = [];
    for (let round = 1; round <= 8; round += 1) {
      await replaceAll(round);
      await pool.tidy();
      sizes.push(await size());
    }
    expect(Math.max(...sizes)).toBeLessThan(4 * first);
    expect(await pool.tidy()).toEqual([]);
  });

  it('refuses at once a statement that would wait for the transaction it is in', async () => {
    const forgetful = pool.transaction(async () => {
      await pool.db.selectFrom('runs').selectAll().execute();
    });
    await expect(forgetful).rejects.toThrow('must use the transaction');
    await pool.ping(5_000);
  });

  it('rejects what is waiting when it is closed, and does not hang', async () => {
    const closing = await PglitePool.inMemory();
    const closed = closing.close();
    await expect(closing.migrate()).rejects.toThrow();
    await closed;
  });
});
