import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { Client } from 'pg';
import { startComponent, type Component } from '../../../../e2e/fixtures/component';
import type { Migration } from '../migrations';
import { sqlPoolContract } from '../sql-pool.contract';
import { PgPool, type PgOptions } from './pg-pool';

jest.setTimeout(120_000);

let server: Component;
beforeAll(async () => {
  server = await startComponent('postgres', { ours: true });
});
afterAll(() => server?.dispose());

async function newDatabase(): Promise<string> {
  const url = new URL(server.env['POSTGRES_URL'] ?? '');
  const name = `t${randomUUID().replaceAll('-', '')}`;
  const client = new Client({ connectionString: url.href });
  await client.connect();
  await client.query(`CREATE DATABASE ${name}`);
  await client.end();
  url.pathname = `/${name}`;
  return url.href;
}

async function openPool(options: Partial<PgOptions> = {}): Promise<PgPool> {
  return new PgPool({ url: await newDatabase(), applicationName: 'tests', ...options });
}

sqlPoolContract('pg', (migrations) => openPool(migrations ? { migrations } : {}));

describe('a Postgres server', () => {
  it('is migrated once by replicas that start together', async () => {
    const url = await newDatabase();
    const counting: Migration = { name: '0001_count.sql', sql: 'CREATE TABLE once (n integer); SELECT pg_sleep(0.2);', checksum: 'one' };
    const replicas = Array.from({ length: 4 }, (_, n) => new PgPool({ url, applicationName: `replica ${n}`, migrations: [counting] }));
    await Promise.all(replicas.map((pool) => pool.migrate()));
    const applied = await sql<{ n: number }>`SELECT count(*) AS n FROM schema_migrations`.execute(replicas[0]!.db);
    expect(applied.rows).toEqual([{ n: 1 }]);
    await Promise.all(replicas.map((pool) => pool.close()));
  });

  it('lets a migration wait for a table without making everybody else wait behind it', async () => {
    const url = await newDatabase();
    const create: Migration = { name: '0001_a.sql', sql: 'CREATE TABLE busy (n integer)', checksum: 'one' };
    const pool = new PgPool({ url, applicationName: 'reader', migrations: [create] });
    await pool.migrate();
    const alter: Migration = { name: '0002_b.sql', sql: 'ALTER TABLE busy ADD COLUMN m integer', checksum: 'two' };
    const next = new PgPool({ url, applicationName: 'next version', migrations: [create, alter] });
    let migrated: Promise<void> = Promise.resolve();
    await pool.transaction(async (tx) => {
      await sql`SELECT * FROM busy`.execute(tx);
      migrated = next.migrate();
      const started = sql<{
        n: number;
      }>`SELECT count(*) AS n FROM pg_stat_activity WHERE query LIKE '%ALTER TABLE busy%' AND wait_event_type = 'Lock'`;
      const waiting = async (): Promise<boolean> => (await started.execute(pool.db)).rows[0]?.n === 1;
      while (!(await waiting()));
      // The migration lets go of its place in the queue, so this is answered while the first reader still reads.
      await sql`SELECT * FROM busy`.execute(pool.db);
    });
    await migrated;
    await sql`SELECT m FROM busy`.execute(pool.db);
    await Promise.all([pool.close(), next.close()]);
  });

  it('ends a statement that takes too long, and the pool stays usable', async () => {
    const pool = await openPool({ statementTimeoutMs: 200 });
    await expect(sql`SELECT pg_sleep(30)`.execute(pool.db)).rejects.toMatchObject({ code: '57014' });
    await pool.ping(5_000);
    await pool.close();
  });

  it('gives no connection that is too many a place in the queue for ever', async () => {
    const pool = await openPool({ maxConnections: 1, connectTimeoutMs: 200 });
    const long = sql`SELECT pg_sleep(1)`.execute(pool.db);
    await expect(sql`SELECT 1`.execute(pool.db)).rejects.toThrow(/timeout/i);
    await long;
    await pool.ping(5_000);
    await pool.close();
  });

  it('may be killed in the middle of transactions: they fail, nothing of them is kept, and what comes later succeeds', async () => {
    const pool = await openPool();
    await pool.migrate();
    const insert = { projection: 'catalog', topic: 'run-events', partition: 0, next_offset: 1 };
    const interrupted = pool.transaction(async (tx) => {
      await tx.insertInto('projection_checkpoint').values(insert).execute();
      await server.kill();
      await tx.updateTable('projection_checkpoint').set({ next_offset: 2 }).execute();
    });
    await expect(interrupted).rejects.toThrow();
    await expect(pool.ping(2_000)).rejects.toThrow();
    await server.restart();
    await pool.ping(10_000);
    expect(await pool.db.selectFrom('projection_checkpoint').selectAll().execute()).toEqual([]);
    await pool.close();
  });

  it('that hangs is no ready database', async () => {
    const pool = await openPool();
    await pool.ping(5_000);
    await server.pause();
    await expect(pool.ping(300)).rejects.toThrow(/did not answer within 300 ms/);
    await server.resume();
    await pool.ping(10_000);
    await pool.close();
  });
});
