import { sql, type Kysely } from 'kysely';

/**
 * Tables whose dead or changed rows exceed 1,000 plus a fifth of the live ones, much as autovacuum would choose them. Text
 * beyond 2 KB lives in TOAST tables, which nothing else tidies.
 */
const UNTIDY = sql<{ name: string }>`
  SELECT c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_stat_all_tables heap ON heap.relid = c.oid LEFT JOIN pg_stat_all_tables toast ON toast.relid = c.reltoastrelid
  WHERE n.nspname = 'public' AND c.relkind = 'r' AND (
    heap.n_dead_tup > 1000 + heap.n_live_tup / 5 OR toast.n_dead_tup > 1000 + toast.n_live_tup / 5
    OR heap.n_mod_since_analyze > 1000 + heap.n_live_tup / 5)
  ORDER BY c.relname`;

/**
 * What the autovacuum of a server does and PGlite, which has no background processes, does not: without it the summaries of
 * 10,000 live runs would leave several gigabytes of dead rows an hour. Answers the tables it tidied.
 */
export async function vacuumUntidyTables<DB>(db: Kysely<DB>): Promise<string[]> {
  // The session's own counts reach the statistics at most once a second unless they are told to.
  await sql`SELECT pg_stat_force_next_flush()`.execute(db);
  const { rows } = await UNTIDY.execute(db);
  // One statement a table: others get their turn in between.
  for (const { name } of rows) await sql`VACUUM (ANALYZE) ${sql.table(name)}`.execute(db);
  return rows.map((row) => row.name);
}
