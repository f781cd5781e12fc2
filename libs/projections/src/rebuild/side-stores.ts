import type { ClickHouse } from '@runstead/clickhouse';
import { SchemaPool, type SqlPool } from '@runstead/postgres';
import { sql } from 'kysely';
import type { RebuildPlan } from './rebuild-plan';

/** The stores that projections are shown from. */
export interface LiveStores {
  readonly pool: SqlPool;
  readonly clickHouse: ClickHouse;
}

/** A schema and a database beside the live ones: tables of the same names, with rows and checkpoints of their own. */
export interface SideStores {
  /** Of the schema, and of the database when the projection has tables there. */
  readonly name: string;
  readonly pool: SchemaPool;
  /** Null when the projection has no table in ClickHouse. */
  readonly clickHouse: ClickHouse | null;
  close(): Promise<void>;
}

/** `purpose`: `side` is the copy that is switched to and the one kept after it, `check` the one that is only compared. */
export function sideName(projection: string, purpose: 'side' | 'check'): string {
  return `${purpose}_${projection.replaceAll('-', '_')}`;
}

/** Opens the copy, made empty when it is not there, with the tables that the code of today has. */
export async function openSide({ pool, clickHouse }: LiveStores, plan: RebuildPlan, name: string): Promise<SideStores> {
  await pool.migrate(name);
  const side = plan.clickHouse.length === 0 ? null : await clickHouse.database(name);
  await side?.migrate();
  return { name, pool: new SchemaPool(pool, name), clickHouse: side, close: async () => side?.close() };
}

export async function dropSide({ pool, clickHouse }: LiveStores, name: string): Promise<void> {
  await clickHouse.command(`DROP DATABASE IF EXISTS ${name} SYNC`);
  await sql`DROP SCHEMA IF EXISTS ${sql.id(name)} CASCADE`.execute(pool.db);
}
