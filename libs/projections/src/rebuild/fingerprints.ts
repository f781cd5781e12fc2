import type { ClickHouse } from '@runstead/clickhouse';
import { sql } from 'kysely';
import type { SqlPool } from '@runstead/postgres';
import type { EngineTable, ProjectedTable, RebuildPlan } from './rebuild-plan';

/** `table/run` (or `table/`, for rows of no run) -> count and hash of its rows, whatever batches and merges they came from. */
export type Fingerprints = ReadonlyMap<string, string>;

/** Rows of all runs, or of these only; rows that belong to no run are always in. */
export type OfRuns = ReadonlySet<string> | null;

const LIMITS = { maxExecutionSeconds: 600, maxMemoryBytes: 6 * 1024 ** 3 };

export async function fingerprintsOf(
  plan: RebuildPlan,
  { pool, clickHouse }: { readonly pool: SqlPool; readonly clickHouse: ClickHouse | null },
  runs: OfRuns = null,
): Promise<Fingerprints> {
  const found = new Map<string, string>();
  const note = (table: ProjectedTable, rows: readonly Fingerprint[]): void => {
    for (const { run, n, hash } of rows) found.set(`${table.name}/${run ?? ''}`, `${n} rows ${hash}`);
  };
  for (const table of plan.postgres) note(table, await ofRelation(pool, table, runs));
  for (const table of plan.clickHouse)
    if (clickHouse !== null && table.internal === undefined) note(table, await ofEngineTable(clickHouse, table, runs));
  return found;
}

interface Fingerprint {
  readonly run: string | null;
  readonly n: string | number;
  readonly hash: string;
}

/** In a transaction: only there a copy's tables are found by their plain names. */
async function ofRelation(pool: SqlPool, { name, run }: ProjectedTable, runs: OfRuns): Promise<readonly Fingerprint[]> {
  const group = run === null ? sql`NULL::bigint` : sql.ref(run);
  const some = run === null || runs === null ? sql`true` : sql`${sql.ref(run)} = ANY(${[...runs]}::bigint[])`;
  const query = sql<Fingerprint>`SELECT ${group}::text AS run, count(*)::text AS n, md5(string_agg(md5(t::text), '' ORDER BY md5(t::text))) AS hash
    FROM ${sql.table(name)} t WHERE ${some} GROUP BY ${group}`;
  return (await pool.transaction((tx) => query.execute(tx))).rows;
}

/** Sums and XORs of hashes do not depend on the order of the rows. */
async function ofEngineTable(db: ClickHouse, { name, run, columns, visible }: EngineTable, runs: OfRuns): Promise<readonly Fingerprint[]> {
  if (run !== null && runs?.size === 0) return [];
  const group = run ?? `''`;
  const row = `sipHash128(${columns.join(', ')})`;
  const some = run === null || runs === null ? '1' : `${run} IN {runs:Array(UInt64)}`;
  return db.query<Fingerprint>(
    `SELECT toString(${group}) AS run, toString(count()) AS n, hex(groupBitXor(h)) || '-' || hex(sum(h)) AS hash
     FROM (SELECT ${group === `''` ? `'' AS g` : `${group}`}, reinterpretAsUInt128(${row}) AS h FROM ${name} FINAL WHERE ${some} AND ${visible ?? '1'})
     GROUP BY ${group === `''` ? 'g' : group}`,
    runs === null || run === null ? {} : { runs: [...runs] },
    LIMITS,
  );
}

/** The keys whose rows differ. */
export function differing(a: Fingerprints, b: Fingerprints): string[] {
  return [...new Set([...a.keys(), ...b.keys()])].filter((key) => a.get(key) !== b.get(key)).sort();
}
