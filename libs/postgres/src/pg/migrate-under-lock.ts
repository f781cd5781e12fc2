import { setTimeout as pause } from 'node:timers/promises';
import { Client, DatabaseError } from 'pg';
import { applyMigrations, type Migration } from '../migrations';

/** First half of the advisory lock's key; the second one is the schema's. Any number that nobody else uses. */
const LOCK_SPACE = 1_936_225_902;
const LOCK_TIMEOUT = '55P03';
const ATTEMPTS = 30;

/**
 * Applies what is missing on a connection of its own, one replica at a time: the others wait for the lock, then find nothing
 * to do. A replica that dies gives the lock back with its connection. A statement waits 2 s for a table and then lets go
 * and tries again, because everything that wants the table queues up behind one that waits.
 */
export async function migrateUnderLock(
  url: string,
  applicationName: string,
  schema: string,
  migrations: readonly Migration[],
): Promise<void> {
  const client = new Client({ connectionString: url, application_name: applicationName, connectionTimeoutMillis: 10_000, keepAlive: true });
  // Said by the statement that runs, or by the next one.
  client.on('error', () => undefined);
  await client.connect();
  try {
    const script = async (text: string): Promise<void> => {
      await client.query(text);
    };
    const applied = async (): Promise<Map<string, string>> => {
      const { rows } = await client.query<{ name: string; checksum: string }>('SELECT name, checksum FROM schema_migrations');
      return new Map(rows.map((row) => [row.name, row.checksum]));
    };
    await client.query('SELECT pg_advisory_lock($1::int, hashtext($2))', [LOCK_SPACE, schema]);
    await script(`CREATE SCHEMA IF NOT EXISTS ${schema}; SET search_path TO ${schema}; SET lock_timeout TO '2s'`);
    await patiently(() => applyMigrations({ script, applied }, migrations));
  } finally {
    await client.end();
  }
}

/** What was applied before a time-out stays applied, so the next attempt begins where the last one stopped. */
async function patiently(work: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof DatabaseError) || error.code !== LOCK_TIMEOUT || attempt >= ATTEMPTS) throw error;
      await pause(1_000);
    }
  }
}
