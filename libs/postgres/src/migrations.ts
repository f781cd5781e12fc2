import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

export interface Migration {
  /** `0001_initial.sql`: the number orders it. */
  readonly name: string;
  readonly sql: string;
  /** SHA-256 of the file, lower-case hex. */
  readonly checksum: string;
}

/** One connection that nothing else uses meanwhile; `script` may hold several statements. */
export interface MigrationSession {
  script(sql: string): Promise<void>;
  applied(): Promise<ReadonlyMap<string, string>>;
}

/** An applied migration's file is not the file that was applied: the database and the code do not belong together. */
export class MigrationChangedError extends Error {
  override readonly name = 'MigrationChangedError';
}

/** `libs/postgres/migrations`; this file is one level below the lib both as source and when built. */
export const MIGRATIONS_FOLDER = join(__dirname, '..', 'migrations');

export function readMigrations(folder: string = MIGRATIONS_FOLDER): Migration[] {
  return readdirSync(folder)
    .filter((name) => /^\d{4}_[a-z0-9_]+\.sql$/.test(name))
    .sort()
    .map((name) => {
      const bytes = readFileSync(join(folder, name));
      return { name, sql: bytes.toString('utf8'), checksum: createHash('sha256').update(bytes).digest('hex') };
    });
}

export const MIGRATION_LEDGER =
  'CREATE TABLE IF NOT EXISTS schema_migrations (name text PRIMARY KEY, checksum text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())';

/**
 * Applies what is missing, forward only, each file with its ledger row in one transaction: a crash in between leaves
 * either both or neither. Names and checksums come from our own files, so they may be quoted into the script.
 */
export async function applyMigrations(session: MigrationSession, migrations: readonly Migration[]): Promise<void> {
  await session.script(MIGRATION_LEDGER);
  const applied = await session.applied();
  for (const { name, sql, checksum } of migrations) {
    const known = applied.get(name);
    if (known === checksum) continue;
    if (known !== undefined)
      throw new MigrationChangedError(`migration ${name} was applied with checksum ${known}, its file now has ${checksum}`);
    const note = `INSERT INTO schema_migrations (name, checksum) VALUES ('${name}', '${checksum}')`;
    try {
      await session.script(`BEGIN;\n${sql}\n;${note};\nCOMMIT;`);
    } catch (error) {
      await session.script('ROLLBACK');
      throw error;
    }
  }
}
