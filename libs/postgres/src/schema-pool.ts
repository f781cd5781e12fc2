import { sql, type Kysely, type Transaction } from 'kysely';
import type { Database } from './database';
import { SqlPool } from './sql-pool';

/**
 * The same database seen through one of its other schemas: for copies of projections that are built beside the live ones.
 * Raw SQL finds the schema's tables inside of transactions only; outside of them use the query builder.
 */
export class SchemaPool extends SqlPool {
  readonly db: Kysely<Database>;

  constructor(
    private readonly pool: SqlPool,
    private readonly schema: string,
  ) {
    super();
    this.db = pool.db.withSchema(schema);
  }

  /** Without the live schema in the path: a table that is not in the copy must not be written by accident. */
  transaction<T>(work: (tx: Transaction<Database>) => Promise<T>): Promise<T> {
    return this.pool.transaction(async (tx) => {
      await sql`SET LOCAL search_path TO ${sql.id(this.schema)}`.execute(tx);
      return work(tx);
    });
  }

  migrate(): Promise<void> {
    return this.pool.migrate(this.schema);
  }

  ping(timeoutMs: number): Promise<void> {
    return this.pool.ping(timeoutMs);
  }

  /** The database belongs to whoever opened it. */
  async close(): Promise<void> {}
}
