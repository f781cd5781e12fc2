import { Kysely, sql, type Transaction } from 'kysely';
import type { Database } from '../database';
import { applyMigrations, readMigrations, type Migration } from '../migrations';
import { SqlPool } from '../sql-pool';
import { DatabaseDirectory, type Opening } from './database-directory';
import { EMPTY_DATABASE_ARCHIVE } from './empty-database';
import { EngineThread } from './engine-thread';
import { flushFolder } from './flush-folder';
import { PgliteDialect } from './pglite-driver';
import { TransactionScope } from './transaction-scope';
import { vacuumUntidyTables } from './vacuum';

/**
 * Little memory and a short recovery: the engine has no background writer and no autovacuum, and the write-ahead log
 * of a killed process is replayed at the next start.
 */
const SETTINGS = ['shared_buffers=32MB', 'max_wal_size=64MB', 'min_wal_size=32MB', 'statement_timeout=0', 'jit=off'];

/** How often dead rows are looked for. Shorter = shorter turns: each VACUUM holds the session for what has gathered. */
const TIDY_EVERY_MS = 30_000;

/**
 * Postgres inside the process, in a thread of its own. One session: statements and transactions take turns. Only one process may use the directory (pglite#1106); the
 * server holds the event log's lock on the data directory, therefore there is no lock here.
 */
export class PglitePool extends SqlPool {
  readonly db: Kysely<Database>;
  private readonly scope = new TransactionScope();
  private readonly tidying: NodeJS.Timeout;
  private closing: Promise<void> | null = null;

  private constructor(
    private readonly engine: EngineThread,
    private readonly directory: DatabaseDirectory | null,
    /** What became of the directory: say it in the server's log when it is not `reopened`. */
    readonly opening: Opening,
    private readonly migrations: readonly Migration[],
  ) {
    super();
    this.db = new Kysely<Database>({ dialect: new PgliteDialect(engine, this.scope) });
    // A failure costs space until the next round, nothing else.
    this.tidying = setInterval(() => void this.tidy().catch(() => undefined), TIDY_EVERY_MS).unref();
  }

  /** Opens or creates; after an unclean stop it recovers, or sets the database aside and starts an empty one (see `DatabaseDirectory`). */
  static async open(
    directory: string,
    { boot, migrations = readMigrations() }: { readonly boot?: string | null; readonly migrations?: readonly Migration[] } = {},
  ): Promise<PglitePool> {
    const folder = boot === undefined ? new DatabaseDirectory(directory) : new DatabaseDirectory(directory, boot);
    let opening = await folder.inspect();
    if (opening === 'reopened' || opening === 'recovered') {
      await folder.mark('in-use');
      try {
        return new PglitePool(await start(folder.database), folder, opening, migrations);
      } catch (error) {
        // Closed in order and yet unreadable: somebody should look at it before anything is deleted.
        if (opening === 'reopened')
          throw new Error(`the database in ${folder.database} does not open; it can be deleted, the log rebuilds it`, { cause: error });
        opening = 'rebuilt';
      }
    }
    await folder.mark('creating');
    await folder.setAside();
    const engine = await start(folder.database, EMPTY_DATABASE_ARCHIVE);
    await folder.mark('in-use');
    return new PglitePool(engine, folder, opening, migrations);
  }

  /** For tests and trials: gone with the process. */
  static async inMemory({ migrations = readMigrations() }: { readonly migrations?: readonly Migration[] } = {}): Promise<PglitePool> {
    return new PglitePool(await start('memory://', EMPTY_DATABASE_ARCHIVE), null, 'created', migrations);
  }

  async transaction<T>(work: (tx: Transaction<Database>) => Promise<T>): Promise<T> {
    return this.scope.run(() => this.db.transaction().execute(work));
  }

  async migrate(schema = 'public'): Promise<void> {
    if (!/^[a-z][a-z0-9_]*$/.test(schema)) throw new Error(`${schema} is no name for a schema`);
    await this.db.connection().execute(async (connection) => {
      const ledger = sql<{ name: string; checksum: string }>`SELECT name, checksum FROM schema_migrations`;
      const script = async (text: string): Promise<void> => this.engine.script(text);
      const applied = async (): Promise<Map<string, string>> =>
        new Map((await ledger.execute(connection)).rows.map((row) => [row.name, row.checksum]));
      await script(`CREATE SCHEMA IF NOT EXISTS ${schema}; SET search_path TO ${schema}`);
      try {
        await applyMigrations({ script, applied }, this.migrations);
      } finally {
        await script('RESET search_path');
      }
    });
  }

  /** Makes the room of dead rows usable again; answers the tables that needed it. Runs by itself every half minute. */
  tidy(): Promise<string[]> {
    return vacuumUntidyTables(this.db);
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
    clearInterval(this.tidying);
    await this.db.destroy();
    await this.engine.close();
    await this.directory?.unmark(flushFolder);
  }
}

function start(location: string, archive: string | null = null): Promise<EngineThread> {
  return EngineThread.open({ location, settings: SETTINGS, archive });
}
