import type { Kysely, Transaction } from 'kysely';
import type { Database } from './database';

/**
 * Postgres as the features see it: a Kysely instance over a pool. Adapters: `pg` (server) and PGlite (in the process).
 * Every statement binds its values. Used as its own Nest token.
 */
export abstract class SqlPool {
  abstract readonly db: Kysely<Database>;
  /** Runs `work` in one transaction (read committed); a throw rolls back. PGlite runs one transaction at a time. */
  abstract transaction<T>(work: (tx: Transaction<Database>) => Promise<T>): Promise<T>;
  /**
   * Applies the numbered migrations of `libs/postgres/migrations` that are missing; refuses one whose checksum changed. With
   * `schema` (lower-case letters, digits, _) into that schema, which is made when it is missing, with a ledger of its own.
   */
  abstract migrate(schema?: string): Promise<void>;
  /** Throws when the database does not answer within `timeoutMs`. */
  abstract ping(timeoutMs: number): Promise<void>;
  abstract close(): Promise<void>;
}
