import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/**
 * `initdb` costs about 4 s and 850 MB of memory, unpacking its result 0.7 s and 350 MB (measured). So the build
 * runs it once (`scripts/build-empty-database.mjs`) and leaves the result here. It holds no table of ours, so it depends
 * on the engine's version only; without the file the engine falls back to `initdb`.
 */
export const EMPTY_DATABASE_ARCHIVE = join(__dirname, '..', '..', 'dist', 'empty-database.tar.gz');

/** The archive, or undefined when this checkout was not built. */
export function readEmptyDatabase(path: string = EMPTY_DATABASE_ARCHIVE): Blob | undefined {
  return existsSync(path) ? new Blob([new Uint8Array(gunzipSync(readFileSync(path)))]) : undefined;
}
