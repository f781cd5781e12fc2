import { chownSync, existsSync, mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { ask } from '../run.mjs';
import { debianPackages, freePort, supervised } from './process.mjs';

const USER = 'runstead';
const RESTART_WITHIN_MS = 20_000;
const DEBIAN_FOLDER = '/usr/lib/postgresql';

/** A Postgres server of its own in a folder, for the person who starts it; root starts it as the system's `postgres`. */
export const postgres = {
  name: 'postgres',
  testVariable: 'RUNSTEAD_TEST_POSTGRES_URL',
  env: (address, given) => ({ POSTGRES_URL: given ?? `postgres://${USER}@${address}/postgres` }),
  container: () => ({
    image: 'postgres:17',
    port: 5432,
    environment: { POSTGRES_USER: USER, POSTGRES_DB: 'postgres', POSTGRES_HOST_AUTH_METHOD: 'trust' },
    // It answers once on its own socket while it sets itself up, and a second time for good.
    ready: (Wait) => Wait.forLogMessage(/ready to accept connections/, 2),
  }),

  async installed() {
    await debianPackages('Postgres', ['postgresql'], async () => (await programs()) !== null);
  },

  async start({ folder, port: wanted = 0, log }) {
    const port = wanted || (await freePort());
    const bin = await programs();
    const owner = await unprivileged();
    const data = join(folder, 'data');
    await own(folder, owner);
    const launch = (command, args) => ({ command: join(bin, command), args, options: { cwd: folder, ...owner } });
    if (!existsSync(join(data, 'PG_VERSION')))
      await once(launch('initdb', ['-D', data, '-U', USER, '-A', 'trust', '-E', 'UTF8', '--no-locale']));
    const running = await supervised({
      name: 'Postgres',
      log,
      // "Smart" would wait until the last client has gone.
      stopSignal: 'SIGINT',
      ready: () => answers(bin, port),
      launch: () => launch('postgres', ['-D', data, ...settings(port)]),
    });
    const address = `127.0.0.1:${port}`;
    return { address, env: postgres.env(address), ...wholeFamily(running, data) };
  },
};

function settings(port) {
  const all = { listen_addresses: '127.0.0.1', port, unix_socket_directories: '', max_connections: 200, max_wal_size: '256MB' };
  return Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

async function answers(bin, port) {
  const said = await ask(join(bin, 'pg_isready'), ['-q', '-h', '127.0.0.1', '-p', String(port)]);
  if (said === null) throw new Error('no answer');
}

/**
 * One process serves each connection: what hangs or dies is all of them. They notice the death of their parent within moments,
 * and until then a new server refuses the folder.
 */
function wholeFamily(running, data) {
  const signal = (name) => {
    for (const pid of family(data)) {
      try {
        process.kill(pid, name);
      } catch {
        // Gone meanwhile.
      }
    }
  };
  return {
    stop: () => {
      signal('SIGCONT');
      return running.stop();
    },
    kill: async () => {
      signal('SIGKILL');
      await running.kill();
    },
    pause: () => signal('SIGSTOP'),
    resume: () => signal('SIGCONT'),
    restart: async () => {
      signal('SIGCONT');
      const deadline = Date.now() + RESTART_WITHIN_MS;
      for (;;) {
        try {
          return await running.restart();
        } catch (error) {
          if (Date.now() > deadline) throw error;
          await pause(200);
        }
      }
    },
  };
}

function family(data) {
  const file = join(data, 'postmaster.pid');
  if (!existsSync(file)) return [];
  const parent = Number(readFileSync(file, 'utf8').split('\n')[0]);
  const children = `/proc/${parent}/task/${parent}/children`;
  return [parent, ...(existsSync(children) ? readFileSync(children, 'utf8').trim().split(/\s+/).filter(Boolean).map(Number) : [])];
}

/** Folder of the programs: on the PATH, or where Debian keeps them, newest first. */
async function programs() {
  const onPath = await ask('sh', ['-c', 'dirname "$(readlink -f "$(command -v initdb)")"']);
  if (onPath && existsSync(join(onPath, 'postgres'))) return onPath;
  const versions = existsSync(DEBIAN_FOLDER) ? readdirSync(DEBIAN_FOLDER).sort((a, b) => Number(b) - Number(a)) : [];
  return versions.map((version) => join(DEBIAN_FOLDER, version, 'bin')).find((bin) => existsSync(join(bin, 'initdb'))) ?? null;
}

/** The server refuses to run as root. */
async function unprivileged() {
  if (process.getuid?.() !== 0) return {};
  const [uid, gid] = await Promise.all(['-u', '-g'].map((which) => ask('id', [which, 'postgres'])));
  if (!uid || !gid) throw new Error('Postgres does not run as root, and this system has no user postgres to run it as.');
  return { uid: Number(uid), gid: Number(gid) };
}

async function own(folder, { uid, gid }) {
  mkdirSync(folder, { recursive: true });
  if (uid === undefined) return;
  chownSync(folder, uid, gid);
  if ((await ask('test', ['-w', folder], { cwd: '/', uid, gid })) === null)
    throw new Error(
      `Postgres runs as another user than root, and that user cannot reach ${folder}: choose a folder that everybody may enter.`,
    );
}

async function once({ command, args, options }) {
  if ((await ask(command, args, options)) === null) throw new Error(`${command} failed; run it by hand to see why: ${args.join(' ')}`);
}
