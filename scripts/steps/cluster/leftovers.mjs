import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { ask } from '../run.mjs';

/** Who keeps the cluster in a folder. */
export const ownerFile = (folder) => join(folder, 'owner.pid');

const LONGEST_MS = 40_000;

/**
 * Ends what runs in this folder: first the command that keeps it, then whatever that one left behind when it was killed itself.
 * @returns {Promise<number>} how many processes had to be told
 */
export async function endCluster(folder) {
  const owner = existsSync(ownerFile(folder)) ? Number(readFileSync(ownerFile(folder), 'utf8')) : null;
  const keeps = async () =>
    (await processes()).some(({ pid, words }) => pid === owner && words.some((word) => word.endsWith('cluster.mjs')));
  const told = owner !== null && owner !== process.pid && (await keeps()) ? [owner] : [];
  signal(told, 'SIGTERM');
  await until(async () => told.length === 0 || !(await keeps()));
  const left = async () => (await processes()).filter((found) => belongsTo(found, folder)).map(({ pid }) => pid);
  const orphans = await left();
  signal(orphans, 'SIGTERM');
  await until(async () => (await left()).length === 0);
  signal(await left(), 'SIGKILL');
  return told.length + orphans.length;
}

/** Process id of the command that keeps a cluster there now; null when none does. */
export async function ownerOf(folder) {
  const owner = existsSync(ownerFile(folder)) ? Number(readFileSync(ownerFile(folder), 'utf8')) : null;
  if (owner === null || owner === process.pid) return null;
  return (await processes()).some(({ pid, words }) => pid === owner && words.some((word) => word.endsWith('cluster.mjs'))) ? owner : null;
}

async function processes() {
  const listed = (await ask('ps', ['-eo', 'pid=,args='])) ?? '';
  return listed.split('\n').flatMap((line) => {
    const [pid, ...words] = line.trim().split(/\s+/);
    return words.length === 0 ? [] : [{ pid: Number(pid), words }];
  });
}

const PROGRAMS = new Set(['java', 'node', 'postgres', 'redis-server', 'versitygw']);

/** Every process of the cluster is one of these programs and names the folder, or something in it, on its command line. */
function belongsTo({ pid, words }, folder) {
  if (pid === process.pid || !PROGRAMS.has(basename(words[0]))) return false;
  if (words.some((word) => word.endsWith('cluster.mjs'))) return false;
  return words.some((word) => word === folder || word.startsWith(`${folder}/`) || word === `--cluster=${folder}`);
}

function signal(pids, name) {
  for (const pid of pids) {
    try {
      process.kill(pid, name);
    } catch {
      // Gone meanwhile.
    }
  }
}

async function until(done) {
  for (let waited = 0; waited < LONGEST_MS && !(await done()); waited += 200) await pause(200);
}
