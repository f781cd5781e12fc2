import type { PGlite } from '@electric-sql/pglite';
import {
  CompiledQuery,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type Kysely,
  type QueryResult,
  type TransactionSettings,
} from 'kysely';
import { INT8, countFromText, isIdColumn, storableParameter } from '../result-values';
import type { TransactionScope } from './transaction-scope';
import { Turnstile } from './turnstile';

const RAW_INT8 = { [INT8]: (text: string): string => text };

/** The engine has one session; a statement or a transaction holds it until it is released. */
class PgliteConnection implements DatabaseConnection {
  leave: () => void = () => undefined;

  constructor(private readonly engine: PGlite) {}

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const result = await this.engine.query<Record<string, unknown>>(query.sql, query.parameters.map(storableParameter), {
      parsers: RAW_INT8,
    });
    const counts = result.fields.filter((field) => field.dataTypeID === INT8 && !isIdColumn(field.name)).map((field) => field.name);
    for (const name of counts) {
      for (const row of result.rows) {
        const text = row[name];
        if (typeof text === 'string') row[name] = countFromText(name, text);
      }
    }
    return { rows: result.rows as R[], numAffectedRows: BigInt(result.affectedRows ?? 0) };
  }

  /** Results are bounded by LIMIT, so a stream is one chunk. */
  async *streamQuery<R>(query: CompiledQuery): AsyncIterableIterator<QueryResult<R>> {
    yield await this.executeQuery<R>(query);
  }
}

/** Kysely's driver over one PGlite: connections are turns of its single session. */
class PgliteDriver implements Driver {
  private readonly turnstile = new Turnstile();
  private readonly connection: PgliteConnection;

  constructor(
    engine: PGlite,
    private readonly scope: TransactionScope,
  ) {
    this.connection = new PgliteConnection(engine);
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    this.scope.enter();
    this.connection.leave = await this.turnstile.enter();
    return this.connection;
  }

  async releaseConnection(): Promise<void> {
    this.connection.leave();
  }

  async beginTransaction(connection: DatabaseConnection, settings: TransactionSettings): Promise<void> {
    const level = settings.isolationLevel ? ` isolation level ${settings.isolationLevel}` : '';
    await connection.executeQuery(CompiledQuery.raw(`begin${level}`));
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('commit'));
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('rollback'));
  }

  async destroy(): Promise<void> {}
}

export class PgliteDialect implements Dialect {
  constructor(
    private readonly engine: PGlite,
    private readonly scope: TransactionScope,
  ) {}

  createDriver(): Driver {
    return new PgliteDriver(this.engine, this.scope);
  }

  createQueryCompiler(): PostgresQueryCompiler {
    return new PostgresQueryCompiler();
  }

  createAdapter(): PostgresAdapter {
    return new PostgresAdapter();
  }

  createIntrospector(db: Kysely<unknown>): PostgresIntrospector {
    return new PostgresIntrospector(db);
  }
}
