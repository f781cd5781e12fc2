import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

export interface Migration {
  /** `0001_initial.sql`: the number orders it. */
  readonly name: string;
  /** One at a time: ClickHouse takes no scripts. Separated in the file by a line that holds only `--;`. */
  readonly statements: readonly string[];
  /** SHA-256 of the file, lower-case hex. */
  readonly checksum: string;
}

/** What applying migrations needs of an adapter. */
export interface MigrationSession {
  statement(sql: string): Promise<void>;
  /** Name -> checksum of what was applied. */
  applied(): Promise<ReadonlyMap<string, string>>;
}

/** An applied migration's file is not the file that was applied: the database and the code do not belong together. */
export class MigrationChangedError extends Error {
  override readonly name = 'MigrationChangedError';
}

/** `libs/clickhouse/migrations`; this file is one level below the lib both as source and when built. */
export const MIGRATIONS_FOLDER = join(__dirname, '..', 'migrations');

export function readMigrations(folder: string = MIGRATIONS_FOLDER): Migration[] {
  return readdirSync(folder)
    .filter((name) => /^\d{4}_[a-z0-9_]+\.sql$/.test(name))
    .sort()
    .map((name) => {
      const bytes = readFileSync(join(folder, name));
      const statements = bytes.toString('utf8').split(/^--;$/m);
      return { name, statements: statements.map((sql) => sql.trim()), checksum: createHash('sha256').update(bytes).digest('hex') };
    });
}

const LEDGER = `CREATE TABLE IF NOT EXISTS schema_migrations (name String, checksum String)
ENGINE = ReplacingMergeTree ORDER BY name SETTINGS fsync_after_insert = 1, fsync_part_directory = 1`;

/**
 * Applies what is missing, forward only. There are no transactions here: every statement says IF NOT EXISTS and the
 * ledger row comes last, so a crash in between repeats the file. Names and checksums come from our own files.
 */
export async function applyMigrations(session: MigrationSession, migrations: readonly Migration[]): Promise<void> {
  await session.statement(LEDGER);
  const applied = await session.applied();
  for (const { name, statements, checksum } of migrations) {
    const known = applied.get(name);
    if (known === checksum) continue;
    if (known !== undefined)
      throw new MigrationChangedError(`migration ${name} was applied with checksum ${known}, its file now has ${checksum}`);
    for (const sql of statements) await session.statement(sql);
    await session.statement(`INSERT INTO schema_migrations SETTINGS async_insert = 0 VALUES ('${name}', '${checksum}')`);
  }
}
