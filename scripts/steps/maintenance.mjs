import { createRequire } from 'node:module';
import { setTimeout as pause } from 'node:timers/promises';
import { prepare } from './prepare.mjs';
import { serverAccess } from './server-access.mjs';

const ASK_EVERY_MS = 300;

/**
 * Who does the work: this process, when no server uses the data directory, else that server through its API. The lock of the
 * directory decides, so there is no way to open it twice.
 */
export async function openMaintenance({ host: givenHost, key: givenKey, built = false }) {
  if (!built) await prepare();
  if (givenHost === undefined) {
    const { openMaintenance: open } = createRequire(import.meta.url)('../../apps/standalone/dist/maintenance.js');
    const own = await open(process.env);
    if (own !== null) return local(own);
  }
  const { host, key } = serverAccess({ host: givenHost, key: givenKey });
  return remote(host, key);
}

function local({ jobs, letters, close }) {
  return {
    run: (task, told) =>
      finished(
        async () => jobs.start(task),
        async (id) => jobs.job(id),
        told,
      ),
    list: async ({ after = null, limit = 100, ...filter }) => {
      const page = await letters.page(filter, after, limit);
      return { letters: page, next: page.length < limit ? null : page.at(-1).id, counts: await letters.counts() };
    },
    show: async (id) => {
      const found = await letters.letter(id);
      return found && { letter: found.letter, headers: found.headers, text: found.bytes.toString('utf8'), bytes: found.bytes.length };
    },
    replay: (ids) => letters.replay(ids, 'command line'),
    close,
  };
}

function remote(host, key) {
  const ask = async (method, path, body) => {
    const answer = await fetch(`${host}/api/v1/admin/${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    }).catch((error) => {
      throw new Error(
        `A server uses the data directory, and none answers at ${host} (${error.cause?.code ?? error.message}): give --host.`,
      );
    });
    if (answer.status === 404) return null;
    const said = await answer.json();
    if (!answer.ok) throw new Error(said.detail ?? `${host} answered ${answer.status}.`);
    return said;
  };
  const query = (told) => new URLSearchParams(Object.entries(told).filter(([, value]) => value !== undefined)).toString();
  return {
    run: (task, told) =>
      finished(
        () => ask('POST', 'maintenance', task),
        (id) => ask('GET', `maintenance/${id}`),
        told,
      ),
    list: (told) => ask('GET', `dead-letters?${query(told)}`),
    show: (id) => ask('GET', `dead-letters/letter?${query({ id })}`),
    replay: async (ids) => (await ask('POST', 'dead-letters/replay', { ids })).outcomes,
    close: async () => undefined,
  };
}

async function finished(start, look, told) {
  let job = await start();
  while (job?.state === 'running') {
    told(job);
    await pause(ASK_EVERY_MS);
    job = await look(job.id);
  }
  if (job === null) throw new Error('The server has forgotten the work: it was started again meanwhile. Ask once more.');
  if (job.state === 'failed') throw new Error(job.error);
  return job;
}

/** One line that is written over, on a terminal only. */
export function progressLine() {
  if (!process.stderr.isTTY) return { show: () => undefined, clear: () => undefined };
  return {
    show: (text) => process.stderr.write(`\r\u001b[K${text}`),
    clear: () => process.stderr.write('\r\u001b[K'),
  };
}

/** What a job's progress says, for a person. */
export function progressText({ progress }) {
  if (!progress) return 'Beginning …';
  const { projection, phase, done, total, secondsLeft } = progress;
  if (projection === null) return phase === 'lines' ? 'Comparing every line of the log …' : `Reading files: ${done} …`;
  const share = total > 0 ? ` ${Math.floor((100 * done) / total)} %` : '';
  const left = secondsLeft === null || secondsLeft === undefined ? '' : `, about ${Math.ceil(secondsLeft)} s left`;
  return `${projection}: ${phase} ${done} of ${total} records${share}${left}`;
}

/** Does the work, says what went wrong in a sentence, and ends the process with the code that `work` answers. */
export async function main(options, work) {
  let maintenance;
  try {
    maintenance = await openMaintenance(options);
    const code = await work(maintenance);
    await maintenance.close();
    process.exit(code);
  } catch (error) {
    await maintenance?.close().catch(() => undefined);
    console.error(error.message);
    process.exit(1);
  }
}
