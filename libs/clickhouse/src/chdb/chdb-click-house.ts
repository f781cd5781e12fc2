import { drainPending, type Session } from 'chdb';
import { ClickHouse, type QueryLimits, type QueryParams, type RowColumns } from '../click-house';
import { applyMigrations, readMigrations, type Migration } from '../migrations';
import { insertError } from '../insert-error';
import { openDirectory, type OpenedDirectory } from './data-directory';
import { engineCode } from './engine-code';
import { Lane } from './lane';
import { QuietPurge } from './quiet-purge';
import { ReaderSessions } from './reader-sessions';

export interface ChdbOptions {
  readonly migrations?: readonly Migration[];
  readonly now?: () => number;
}

const INSERT_SETTINGS = {
  // The engine's default is 1, which would answer before the rows are in a part.
  async_insert: 0,
  parallel_view_processing: 1,
  max_partitions_per_insert_block: 0,
};

/**
 * ClickHouse inside this process, on a directory of its own. One directory a process can be open. All work runs on threads
 * of the engine; JavaScript only waits. Settings go into the SQL of the statement that needs them: one that is set on the
 * session would silently hold for every later statement.
 */
export class ChdbClickHouse extends ClickHouse {
  private readonly writer: Session;
  private readonly writes = new Lane();
  private readonly readers: ReaderSessions;
  private readonly purge: QuietPurge;
  private readonly others = new Set<ChdbClickHouse>();
  private closing: Promise<void> | null = null;

  private constructor(
    private readonly opened: Omit<OpenedDirectory, 'connect'> & { readonly connect: () => Promise<Session> },
    private readonly migrations: readonly Migration[],
    private readonly bound: Lane,
  ) {
    super();
    this.writer = opened.session;
    this.wasReset = opened.wasReset;
    this.wasUnclean = opened.wasUnclean;
    this.readers = new ReaderSessions(opened.connect, bound);
    this.purge = new QuietPurge(() => this.command('SYSTEM JEMALLOC PURGE'));
  }

  /** The data could not be opened and was set aside: all tables are empty and are rebuilt from the log. */
  readonly wasReset: boolean;
  override readonly wasUnclean: boolean;

  static async open(directory: string, options: ChdbOptions = {}): Promise<ChdbClickHouse> {
    const opened = await openDirectory(directory, options.now ?? Date.now);
    const connect = async (): Promise<Session> => opened.connect();
    return new ChdbClickHouse({ ...opened, connect }, options.migrations ?? readMigrations(), new Lane());
  }

  async database(name: string): Promise<ClickHouse> {
    if (!/^[a-z][a-z0-9_]*$/.test(name)) throw new Error(`${name} is no name for a database`);
    await this.command(`CREATE DATABASE IF NOT EXISTS ${name}`);
    const connect = async (): Promise<Session> => {
      const session = await this.opened.connect();
      await session.queryAsync(`USE ${name}`);
      return session;
    };
    const other = new ChdbClickHouse(
      { ...this.opened, session: await connect(), connect, markClosed: async () => undefined },
      this.migrations,
      this.bound,
    );
    this.others.add(other);
    return other;
  }

  async query<Row>(sql: string, params: QueryParams = {}, limits: QueryLimits = {}): Promise<Row[]> {
    const bytes = await this.queryBytes(sql, 'JSONEachRow', params, limits);
    const text = bytes.toString('utf8').trimEnd();
    return text === '' ? [] : text.split('\n').map((line) => JSON.parse(line) as Row);
  }

  async queryBytes(sql: string, format: string, params: QueryParams = {}, limits: QueryLimits = {}): Promise<Buffer> {
    this.assertOpen();
    const result = await this.readers.run(sql, format, params, limits);
    const bytes = result.bytes();
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  async insertTsv(table: string, columns: readonly string[], body: Buffer, token?: string): Promise<void> {
    this.assertOpen();
    if (body.length === 0) return;
    const settings = { ...INSERT_SETTINGS, ...(token === undefined ? {} : { insert_deduplication_token: token }) };
    await this.insert(() => this.writer.insert({ table, columns, values: body, format: 'TabSeparated', settings }));
  }

  async insertRowBinary(table: string, columns: RowColumns, parts: readonly Buffer[]): Promise<void> {
    this.assertOpen();
    if (parts.length === 0) return;
    const names = Object.keys(columns).join(', ');
    const types = Object.entries(columns).map(([name, type]) => `${name} ${type}`);
    // Merging equal keys within the insert costs a fifth of it; reads take the newest of equal keys anyway.
    const settings = Object.entries({ ...INSERT_SETTINGS, optimize_on_insert: 0 }).map(([name, value]) => `${name} = ${value}`);
    const sql = (path: string): string =>
      `INSERT INTO ${table} (${names}) SELECT ${names} FROM file(${textLiteral(path)}, 'RowBinary', ${textLiteral(types.join(', '))})
       SETTINGS ${settings.join(', ')}`;
    await this.insert(() => this.opened.spool.holding(parts, (path) => this.writer.queryAsync(sql(path))));
  }

  private async insert(work: () => Promise<unknown>): Promise<void> {
    try {
      await this.writes.run(work);
    } catch (error) {
      throw insertError(error, engineCode(error));
    } finally {
      this.purge.touch();
    }
  }

  async command(sql: string): Promise<void> {
    this.assertOpen();
    await this.writes.run(() => this.writer.queryAsync(sql));
  }

  async migrate(): Promise<void> {
    const applied = async (): Promise<ReadonlyMap<string, string>> => {
      const rows = await this.query<{ name: string; checksum: string }>('SELECT name, checksum FROM schema_migrations');
      return new Map(rows.map(({ name, checksum }) => [name, checksum]));
    };
    await applyMigrations({ statement: (sql) => this.command(sql), applied }, this.migrations);
  }

  async ping(timeoutMs: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`ClickHouse did not answer within ${timeoutMs} ms`)), timeoutMs);
    });
    try {
      await Promise.race([this.queryBytes('SELECT 1', 'TabSeparated'), late]);
    } finally {
      clearTimeout(timer);
    }
  }

  close(): Promise<void> {
    this.closing ??= this.shutDown();
    return this.closing;
  }

  private async shutDown(): Promise<void> {
    this.purge.stop();
    for (const other of this.others) await other.close();
    await this.writes.empty();
    await this.readers.close();
    this.writer.close();
    // The directory is free only when the engine has let go of it.
    await drainPending();
    await this.opened.markClosed();
  }

  private assertOpen(): void {
    if (this.closing) throw new Error('ClickHouse is closed');
  }
}

function textLiteral(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}
