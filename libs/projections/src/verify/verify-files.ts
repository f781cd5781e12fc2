import { createHash } from 'node:crypto';
import type { ObjectStore } from '@runstead/object-store';
import type { SqlPool } from '@runstead/postgres';
import { sql } from 'kysely';

export interface FileDifference {
  readonly run: string;
  readonly what: string;
}

export interface FilesAnswer {
  readonly files: number;
  readonly bytes: number;
  readonly differences: readonly FileDifference[];
}

const PAGE = 500;

/** Reads every file of every run and compares its size and MD5 with what its event says. */
export async function verifyFiles(pool: SqlPool, objects: ObjectStore, told: (done: number) => void): Promise<FilesAnswer> {
  const differences: FileDifference[] = [];
  let files = 0;
  let bytes = 0;
  let after: { readonly run: string; readonly name: string } | null = null;
  for (;;) {
    const page = await pageOf(pool, after);
    for (const file of page) {
      const wrong = await verifyFile(objects, file);
      if (wrong !== null) differences.push({ run: file.run_id, what: `file ${file.name}: ${wrong}` });
      files += 1;
      bytes += file.size;
      told(files);
    }
    const last = page.at(-1);
    if (last === undefined) return { files, bytes, differences };
    after = { run: last.run_id, name: last.name };
  }
}

function pageOf(pool: SqlPool, after: { readonly run: string; readonly name: string } | null) {
  const all = pool.db
    .selectFrom('run_files')
    .select(['run_id', 'name', 'size', 'md5', 'object_key'])
    .orderBy('run_id')
    .orderBy('name')
    .limit(PAGE);
  return (after === null ? all : all.where(sql<boolean>`(run_id, name) > (${after.run}::bigint, ${after.name})`)).execute();
}

/** What is wrong with it, or null. */
async function verifyFile(
  objects: ObjectStore,
  { size, md5, object_key }: { readonly size: number; readonly md5: string; readonly object_key: string },
): Promise<string | null> {
  const found = await objects.size(object_key);
  if (found === null) return `its bytes are not there (${object_key})`;
  if (found !== size) return `has ${found} bytes, not ${size}`;
  const hash = createHash('md5');
  for await (const part of await objects.get(object_key)) hash.update(part as Buffer);
  const digest = hash.digest('base64');
  return digest === md5 ? null : `has MD5 ${digest}, not ${md5}`;
}
