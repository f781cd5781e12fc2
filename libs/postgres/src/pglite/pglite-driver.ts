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
import { countFromText, isIdColumn, storableParameter } from '../result-values';
import type { EngineThread } from './engine-thread';
import type { TransactionScope } from './transaction-scope';
import { Turnstile } from './turnstile';

/** The engine has one session; a statement or a transaction holds it until it is released. */
class PgliteConnection implements DatabaseConnection {
  leave: () => void = () => undefined;

  constructor(private readonly engine: EngineThread) {}

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const { rows, bigints, affectedRows } = await this.engine.query(query.sql, query.parameters.map(storableParameter));
    for (const name of bigints) {
      if (isIdColumn(name)) continue;
      for (const row of rows) {
        const text = row[name];
        if (typeof text === 'string') row[name] = countFromText(name, text);
      }
    }
    return { rows: rows as R[], numAffectedRows: BigInt(affectedRows) };
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
    engine: EngineThread,
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
    private readonly engine: EngineThread,
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
