import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, run, step } from './run.mjs';

const needed = [20, 19];

/** Everything that must be true before anything of ours runs: Node, the locked dependencies, the build. Does only what is missing. */
export async function prepare() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < needed[0] || (major === needed[0] && minor < needed[1]))
    throw new Error(`Runstead needs Node ${needed.join('.')} or newer; this is ${process.versions.node}.`);
  await installDependencies();
  await build();
}

/** `npm ci` when the lock file is not the one that node_modules was made from. */
async function installDependencies() {
  const stamp = join(root, 'node_modules/.runstead-lock');
  const lock = digest([readFileSync(join(root, 'package-lock.json'))]);
  if (readText(stamp) === lock) return;
  await step('Installing the locked dependencies', () => run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']));
  writeFileSync(stamp, lock);
}

/** Builds when a source is newer than, or differs from, the one that the last good build saw. */
async function build() {
  const stamp = join(root, '.cache/build-stamp');
  const sources = fingerprint();
  if (
    readText(stamp) === sources &&
    existsSync(join(root, 'apps/standalone/dist/main.js')) &&
    existsSync(join(root, 'apps/ui/dist/index.html'))
  )
    return;
  await step('Building', () =>
    run('npx', ['nx', 'run-many', '-t', 'build', '--output-style=stream'], {
      env: { ...process.env, NX_DAEMON: 'false', NX_NO_CLOUD: 'true' },
    }),
  );
  mkdirSync(join(root, '.cache'), { recursive: true });
  writeFileSync(stamp, sources);
}

function fingerprint() {
  const hash = createHash('sha256').update(process.versions.node);
  for (const top of ['apps', 'libs']) walk(join(root, top), hash);
  for (const file of ['package-lock.json', 'tsconfig.base.json', 'nx.json']) hash.update(readFileSync(join(root, file)));
  return hash.digest('hex');
}

function walk(directory, hash) {
  for (const entry of readdirSync(directory, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.name === 'dist' || entry.name === 'node_modules' || entry.name.startsWith('.') || entry.name.includes('.spec.')) continue;
    const path = join(directory, entry.name);
    if (entry.isDirectory()) walk(path, hash);
    else {
      const { size, mtimeMs } = statSync(path);
      hash.update(`${path.slice(root.length)} ${size} ${mtimeMs}\n`);
    }
  }
}

function digest(parts) {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
}

function readText(path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : null;
}
