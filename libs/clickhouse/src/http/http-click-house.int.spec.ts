import { randomBytes } from 'node:crypto';
import { createClient } from '@clickhouse/client';
import { startComponent, type Component } from '../../../../e2e/fixtures/component';
import { clickHouseContract } from '../click-house.contract';
import { HttpClickHouse, type HttpClickHouseOptions } from './http-click-house';

jest.setTimeout(120_000);

let server: Component;
beforeAll(async () => {
  server = await startComponent('clickhouse', { ours: true });
});
afterAll(() => server?.dispose());

const url = (): string => server.env['CLICKHOUSE_URL'] ?? '';

/** The suite speaks of the database `default`, so it is emptied for each store that it asks for. */
async function emptied(options: Partial<HttpClickHouseOptions> = {}): Promise<HttpClickHouse> {
  const client = createClient({ url: url(), database: 'system' });
  await client.command({ query: 'DROP DATABASE IF EXISTS side SYNC' });
  await client.command({ query: 'DROP DATABASE IF EXISTS default SYNC' });
  await client.command({ query: 'CREATE DATABASE default' });
  await client.close();
  return new HttpClickHouse({ url: url(), applicationName: 'tests', ...options });
}

clickHouseContract('@clickhouse/client over HTTP', (migrations) => emptied(migrations ? { migrations } : {}));
clickHouseContract('@clickhouse/client over HTTP, gzip both ways', (migrations) =>
  emptied({ compress: true, ...(migrations ? { migrations } : {}) }),
);

describe('a ClickHouse server', () => {
  const table = {
    name: '0001_t.sql',
    statements: ['CREATE TABLE IF NOT EXISTS t (id UInt64) ENGINE = MergeTree ORDER BY id'],
    checksum: 'one',
  };

  it('that was killed is an outage, keeps what it acknowledged, and is used again when it is back', async () => {
    const db = await emptied({ migrations: [table] });
    await db.migrate();
    await db.insertTsv('t', ['id'], Buffer.from('1\n2\n'));
    await server.kill();
    await expect(db.query('SELECT 1')).rejects.toThrow();
    await expect(db.insertTsv('t', ['id'], Buffer.from('3\n'))).rejects.toThrow();
    await expect(db.ping(1_000)).rejects.toThrow();
    await server.restart();
    await db.ping(10_000);
    expect(await db.query('SELECT id FROM t ORDER BY id')).toEqual([{ id: '1' }, { id: '2' }]);
    await db.close();
  });

  it('that hangs is not ready', async () => {
    const db = await emptied({ migrations: [table] });
    await db.ping(5_000);
    await server.pause();
    await expect(db.ping(300)).rejects.toThrow(/did not answer within 300 ms/);
    await server.resume();
    await db.ping(10_000);
    await db.close();
  });

  it('binds ten thousand ids', async () => {
    const db = await emptied({ migrations: [table] });
    const ids = Array.from({ length: 10_000 }, () => randomBytes(8).readBigUInt64LE().toString());
    expect(await db.query('SELECT length({ids:Array(UInt64)}) AS n', { ids })).toEqual([{ n: '10000' }]);
    await db.close();
  });
});
