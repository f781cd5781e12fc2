/** Values that a query may bind as `{name:Type}`. */
export type QueryParams = Readonly<Record<string, string | number | boolean | readonly (string | number)[]>>;

export interface QueryLimits {
  /** The engine stops the query after this; a JavaScript time-out would not cancel it. Default 10. */
  readonly maxExecutionSeconds?: number;
  /** Default 2 GiB. */
  readonly maxMemoryBytes?: number;
}

/** Name -> type of ClickHouse, in the order of a row; names and types of our own tables. */
export type RowColumns = Readonly<Record<string, string>>;

/**
 * ClickHouse as the features see it. Reads and writes are kept apart: reads run limited and read-only, because the
 * embedded engine's SQL could otherwise reach any file of the process (architecture: chdb).
 */
export abstract class ClickHouse {
  /** The process that used the data before did not close it: its newest rows may be missing (failures: C13). */
  readonly wasUnclean: boolean = false;
  /** Rows as objects (`JSONEachRow`, 64-bit integers as strings). Values are bound; `sql` is never built from user text. */
  abstract query<Row>(sql: string, params?: QueryParams, limits?: QueryLimits): Promise<Row[]>;
  /** The bytes of a result in the given format (`RowBinary`, `TabSeparatedRaw`, …), for what must not become objects. */
  abstract queryBytes(sql: string, format: string, params?: QueryParams, limits?: QueryLimits): Promise<Buffer>;
  /**
   * Inserts a tab-separated body into `table (columns)`. The body escapes `\`, tab and newline. Durable on return
   * (`fsync_after_insert=1` when embedded), never asynchronous. `token` marks a planned batch (optimisation only).
   */
  abstract insertTsv(table: string, columns: readonly string[], body: Buffer, token?: string): Promise<void>;
  /**
   * Inserts rows of the format `RowBinary`, which needs no escaping: for large texts. `columns` are names and types, as
   * the rows have them; the bytes of the rows are cut into `parts` anywhere. Durable on return like `insertTsv`. Rows with
   * equal keys in one insert may both be there until they are merged, as rows of two inserts are.
   */
  abstract insertRowBinary(table: string, columns: RowColumns, parts: readonly Buffer[]): Promise<void>;
  /** DDL and maintenance, for migrations, rebuild and tests. */
  abstract command(sql: string): Promise<void>;
  /**
   * The same engine with another current database (lower-case letters, digits, _), which is made when it is missing: for
   * copies of projections that are built beside the live ones. Its inserts do not wait for those of this one. It is closed by
   * its own `close`, at the latest with this one.
   */
  abstract database(name: string): Promise<ClickHouse>;
  /** Applies the numbered migrations of `libs/clickhouse/migrations` that are missing; refuses one whose checksum changed. */
  abstract migrate(): Promise<void>;
  abstract ping(timeoutMs: number): Promise<void>;
  abstract close(): Promise<void>;
}

/** The engine refused data of an insert: a data error in the body, with the engine's text. Others are thrown as they are. */
export class InsertRefusedError extends Error {
  override readonly name = 'InsertRefusedError';
}
