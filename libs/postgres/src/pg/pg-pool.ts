import { Kysely, sql, type Transaction } from 'kysely';
import { Pool } from 'pg';
import type { Database } from '../database';
import { readMigrations, type Migration } from '../migrations';
import { SqlPool } from '../sql-pool';
import { migrateUnderLock } from './migrate-under-lock';
import { PgDialect } from './pg-driver';

export interface PgOptions {
  /** `postgres://user:password@host:port/database`, with `?sslmode=…` for TLS. */
  readonly url: string;
  /** What the server's own lists of sessions show. */
  readonly applicationName: string;
  /** Replicas times this must stay below the server's `max_connections`. Default 10. */
  readonly maxConnections?: number;
  /** Also the wait for a free connection: longer than this a client is better told to come again. Default 5,000. */
  readonly connectTimeoutMs?: number;
  /** The server ends a statement after this. Default 30,000. */
  readonly statementTimeoutMs?: number;
  readonly migrations?: readonly Migration[];
}

/** A transaction whose process hangs must not hold its locks. */
const IDLE_IN_TRANSACTION_MS = 15_000;
/** How much later than the server we give up ourselves: then the server, or the way to it, is gone. */
const SILENCE_MS = 5_000;

/** A Postgres server. Errors of statements carry `code`, the SQLSTATE; everything thrown without one is an outage. */
export class PgPool extends SqlPool {
  readonly db: Kysely<Database>;
  private readonly pool: Pool;
  private readonly migrations: readonly Migration[];
  private closing: Promise<void> | null = null;

  constructor(private readonly options: PgOptions) {
    super();
    const statementTimeoutMs = options.statementTimeoutMs ?? 30_000;
    this.migrations = options.migrations ?? readMigrations();
    this.pool = new Pool({
      connectionString: options.url,
      application_name: options.applicationName,
      max: options.maxConnections ?? 10,
      connectionTimeoutMillis: options.connectTimeoutMs ?? 5_000,
      idleTimeoutMillis: 30_000,
      keepAlive: true,
      statement_timeout: statementTimeoutMs,
      query_timeout: statementTimeoutMs + SILENCE_MS,
      lock_timeout: statementTimeoutMs,
      idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
    });
    // A server that goes away tells every connection, also one that is between two statements: nobody listening would
    // end the process. The next statement on it says what happened.
    this.pool.on('connect', (client) => client.on('error', () => undefined));
    this.pool.on('error', () => undefined);
    this.db = new Kysely<Database>({ dialect: new PgDialect(this.pool) });
  }

  transaction<T>(work: (tx: Transaction<Database>) => Promise<T>): Promise<T> {
    return this.db.transaction().execute(work);
  }

  async migrate(schema = 'public'): Promise<void> {
    if (!/^[a-z][a-z0-9_]*$/.test(schema)) throw new Error(`${schema} is no name for a schema`);
    await migrateUnderLock(this.options.url, `${this.options.applicationName} migrations`, schema, this.migrations);
  }

  async ping(timeoutMs: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`Postgres did not answer within ${timeoutMs} ms`)), timeoutMs);
    });
    try {
      await Promise.race([sql`SELECT 1`.execute(this.db), late]);
    } finally {
      clearTimeout(timer);
    }
  }

  close(): Promise<void> {
    this.closing ??= this.shutDown();
    return this.closing;
  }

  private async shutDown(): Promise<void> {
    await this.db.destroy();
    await this.pool.end();
  }
}
