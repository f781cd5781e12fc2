// Runs initdb once, at build time, and leaves the result in dist/empty-database.tar.gz (4.7 MB). Does nothing when the
// archive is there and was made by the installed engine. Run after `tsc -b`.
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const dist = join(dirname(fileURLToPath(import.meta.url)), '..', 'dist');
const engine = require.resolve('@electric-sql/pglite');
const { version } = JSON.parse(readFileSync(join(dirname(engine), '..', 'package.json'), 'utf8'));
const archive = join(dist, 'empty-database.tar.gz');
const stamp = join(dist, 'empty-database.version');

if (!existsSync(archive) || !existsSync(stamp) || readFileSync(stamp, 'utf8') !== version) {
  const { makeEmptyDatabase } = require(join(dist, 'pglite', 'empty-database.js'));
  writeFileSync(`${archive}.new`, await makeEmptyDatabase());
  renameSync(`${archive}.new`, archive);
  writeFileSync(stamp, version);
}
