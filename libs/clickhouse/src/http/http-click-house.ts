import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { createClient, type ClickHouseClient, type ClickHouseSettings, type DataFormat } from '@clickhouse/client';
import { boundParams } from '../bound-params';
import { ClickHouse, type QueryLimits, type QueryParams, type RowColumns } from '../click-house';
import { insertError } from '../insert-error';
import { applyMigrations, readMigrations, type Migration } from '../migrations';
import { replicatedStatement } from './replicated-statement';
import { serverCode, serverError } from './server-error';

export interface HttpClickHouseOptions {
  /** `http://user:password@host:8123/database`; without a path the server's database `default`. */
  readonly url: string;
  readonly applicationName: string;
  /** Name of the cluster whose replicas hold the tables; null or absent for one server. */
  readonly cluster?: string | null;
  /** Gzip in both directions: for a slow way to the server; on a fast one it costs more than it saves. */
  readonly compress?: boolean;
  readonly migrations?: readonly Migration[];
}

const DEFAULT_SECONDS = 10;
const DEFAULT_BYTES = 2 * 1024 ** 3;
const COMMAND_SECONDS = 600;
/** Longer than any limit of the server: who gives up first does not know whether the rows are in. */
const REQUEST_TIMEOUT_MS = (COMMAND_SECONDS + 60) * 1_000;

const READ_SETTINGS: ClickHouseSettings = {
  output_format_json_quote_64bit_integers: 1,
  output_format_json_quote_denormals: 1,
  // An error in the middle of a result must not look like its end: nothing is sent before all of it is there.
  wait_end_of_query: 1,
};

const INSERT_SETTINGS: ClickHouseSettings = {
  // The engine's default is 1, which would answer before the rows are in a part.
  async_insert: 0,
  parallel_view_processing: 1,
  max_partitions_per_insert_block: '0',
  max_execution_time: 60,
  wait_end_of_query: 1,
};

/** A ClickHouse server, over its HTTP interface. Reads run `readonly`, with limits; every statement brings its own settings. */
export class HttpClickHouse extends ClickHouse {
  private readonly client: ClickHouseClient;
  private readonly migrations: readonly Migration[];
  private readonly others = new Set<ClickHouse>();
  private closing: Promise<void> | null = null;

  constructor(
    private readonly options: HttpClickHouseOptions,
    database: string | null = null,
  ) {
    super();
    this.migrations = options.migrations ?? readMigrations();
    const compress = options.compress ?? false;
    this.client = createClient({
      url: options.url,
      ...(database === null ? {} : { database }),
      application: options.applicationName,
      request_timeout: REQUEST_TIMEOUT_MS,
      max_open_connections: 24,
      compression: { request: compress, response: compress },
      log: { level: 127 },
    });
  }

  async database(name: string): Promise<ClickHouse> {
    if (!/^[a-z][a-z0-9_]*$/.test(name)) throw new Error(`${name} is no name for a database`);
    await this.command(`CREATE DATABASE IF NOT EXISTS ${name}`);
    const other = new HttpClickHouse(this.options, name);
    this.others.add(other);
    return other;
  }

  async query<Row>(sql: string, params: QueryParams = {}, limits: QueryLimits = {}): Promise<Row[]> {
    const bytes = await this.queryBytes(sql, 'JSONEachRow', params, limits);
    const text = bytes.toString('utf8').trimEnd();
    return text === '' ? [] : text.split('\n').map((line) => JSON.parse(line) as Row);
  }

  queryBytes(sql: string, format: string, params: QueryParams = {}, limits: QueryLimits = {}): Promise<Buffer> {
    return this.ask(sql, format, params, limits);
  }

  async insertTsv(table: string, columns: readonly string[], body: Buffer, token?: string): Promise<void> {
    if (body.length === 0) return this.assertOpen();
    await this.insert(`INSERT INTO ${table} (${columns.join(', ')}) FORMAT TabSeparated`, [body], deduplication(token));
  }

  async insertRowBinary(table: string, columns: RowColumns, parts: readonly Buffer[]): Promise<void> {
    if (parts.length === 0) return this.assertOpen();
    // Merging equal keys within the insert costs a fifth of it; reads take the newest of equal keys anyway.
    const settings: ClickHouseSettings = { ...deduplication(), optimize_on_insert: 0 };
    await this.insert(`INSERT INTO ${table} (${Object.keys(columns).join(', ')}) FORMAT RowBinary`, parts, settings);
  }

  async command(sql: string): Promise<void> {
    this.assertOpen();
    const { cluster } = this.options;
    const query = cluster ? replicatedStatement(sql, cluster) : sql;
    try {
      await this.client.command({ query, clickhouse_settings: { max_execution_time: COMMAND_SECONDS, wait_end_of_query: 1 } });
    } catch (error) {
      throw serverError(error);
    }
  }

  async migrate(): Promise<void> {
    const applied = async (): Promise<ReadonlyMap<string, string>> => {
      const rows = await this.query<{ name: string; checksum: string }>('SELECT name, checksum FROM schema_migrations');
      return new Map(rows.map(({ name, checksum }) => [name, checksum]));
    };
    await applyMigrations({ statement: (sql) => this.command(sql), applied }, this.migrations);
  }

  async ping(timeoutMs: number): Promise<void> {
    const signal = AbortSignal.timeout(timeoutMs);
    const seconds = Math.max(1, Math.ceil(timeoutMs / 1_000));
    try {
      // A real aggregate: a server without memory still says "Ok." to a ping.
      await this.ask('SELECT count() FROM numbers(1000)', 'TabSeparated', {}, { maxExecutionSeconds: seconds }, signal);
    } catch (error) {
      if (!signal.aborted) throw error;
      throw new Error(`ClickHouse did not answer within ${timeoutMs} ms`, { cause: error });
    }
  }

  close(): Promise<void> {
    this.closing ??= this.shutDown();
    return this.closing;
  }

  private async shutDown(): Promise<void> {
    for (const other of this.others) await other.close();
    await this.client.close();
  }

  private async ask(sql: string, format: string, params: QueryParams, limits: QueryLimits, signal?: AbortSignal): Promise<Buffer> {
    this.assertOpen();
    const { maxExecutionSeconds = DEFAULT_SECONDS, maxMemoryBytes = DEFAULT_BYTES } = limits;
    const settings = { max_execution_time: maxExecutionSeconds, max_memory_usage: String(maxMemoryBytes), readonly: '1' };
    try {
      const { stream } = await this.client.exec({
        query: sql,
        query_params: boundParams(sql, params),
        clickhouse_settings: { ...READ_SETTINGS, ...settings, default_format: format as DataFormat },
        ...(signal === undefined ? {} : { abort_signal: signal }),
      });
      return await buffer(stream);
    } catch (error) {
      throw serverError(error);
    }
  }

  private async insert(query: string, parts: readonly Buffer[], settings: ClickHouseSettings): Promise<void> {
    this.assertOpen();
    try {
      const values = Readable.from(parts, { objectMode: false });
      const { stream } = await this.client.exec({ query, values, clickhouse_settings: { ...INSERT_SETTINGS, ...settings } });
      await buffer(stream);
    } catch (error) {
      const said = serverError(error);
      throw insertError(said, serverCode(said));
    }
  }

  private assertOpen(): void {
    if (this.closing) throw new Error('ClickHouse is closed');
  }
}

/**
 * Replicated tables drop a block that is equal to one of the last ones. That must be asked for: rows that were deleted and are
 * projected again are equal, and would be dropped without a word.
 */
function deduplication(token?: string): ClickHouseSettings {
  return token === undefined ? { insert_deduplicate: 0 } : { insert_deduplicate: 1, insert_deduplication_token: token };
}
