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
import { DatabaseError, type Pool, type PoolClient, type QueryResult as PgResult } from 'pg';
import { countFromText, isIdColumn, storableParameter } from '../result-values';

/** OID of bigint, which the server sends as text. */
const INT8 = 20;

class PgConnection implements DatabaseConnection {
  /** What was asked last got no answer of the server: the next answer on this socket might be that one. */
  private broken = false;

  constructor(private readonly client: PoolClient) {}

  release(): void {
    this.client.release(this.broken);
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const result = await this.ask(query);
    const counts = result.fields.filter((field) => field.dataTypeID === INT8 && !isIdColumn(field.name));
    for (const { name } of counts) {
      for (const row of result.rows) {
        const text = row[name];
        if (typeof text === 'string') row[name] = countFromText(name, text);
      }
    }
    return { rows: result.rows as R[], numAffectedRows: BigInt(result.rowCount ?? 0) };
  }

  /** Results are bounded by LIMIT, so a stream is one chunk. */
  async *streamQuery<R>(query: CompiledQuery): AsyncIterableIterator<QueryResult<R>> {
    yield await this.executeQuery<R>(query);
  }

  private async ask(query: CompiledQuery): Promise<PgResult<Record<string, unknown>>> {
    try {
      return await this.client.query<Record<string, unknown>>(query.sql, query.parameters.map(storableParameter));
    } catch (error) {
      if (!(error instanceof DatabaseError)) this.broken = true;
      throw error;
    }
  }
}

/** Kysely's driver over a pool of `pg`. */
class PgDriver implements Driver {
  constructor(private readonly pool: Pool) {}

  async init(): Promise<void> {}

  async acquireConnection(): Promise<PgConnection> {
    return new PgConnection(await this.pool.connect());
  }

  async releaseConnection(connection: DatabaseConnection): Promise<void> {
    (connection as PgConnection).release();
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

  /** The pool belongs to whoever made it. */
  async destroy(): Promise<void> {}
}

export class PgDialect implements Dialect {
  constructor(private readonly pool: Pool) {}

  createDriver(): Driver {
    return new PgDriver(this.pool);
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
