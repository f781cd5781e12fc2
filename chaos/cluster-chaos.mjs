import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { makeProgress } from '../scripts/seeds/progress.mjs';
import { makeRandom } from '../scripts/seeds/random.mjs';
import { WireClient } from '../scripts/seeds/wire-client.mjs';
import { startCluster } from '../scripts/steps/cluster/cluster.mjs';
import { beat, keepLoad } from './chaos.mjs';
import { Ledger } from './ledger.mjs';
import { ReadBack } from './read-back.mjs';

/** How long a component is away. */
const AWAY_MS = { least: 500, more: 4_000 };
/** After a disturbance the monitor gives a fresh grace period, so a mark may come so many limits later. */
const LATEST_MARK_LIMITS = 3;
const MARK_MARGIN_MS = 60_000;
const CATCH_UP_MS = 180_000;

/**
 * The same proof for the distributed deployment: under load by the ledger every service and every component is killed, Redis is also flushed;
 * then every acknowledged line is there once, and no run is in a state that it did not earn.
 */
export async function clusterChaos({ seed, ends, runs, pace, crashAfter }) {
  const random = makeRandom(seed);
  const ledger = new Ledger();
  const folder = mkdtempSync(join(tmpdir(), 'runstead-cluster-chaos-'));
  const cluster = await startCluster({ folder, env: { RUNSTEAD_CRASH_AFTER_SECONDS: String(crashAfter) }, log: () => undefined });
  const server = serverOf(cluster);
  const wire = new WireClient(server.url, server.key, { sockets: 64 });
  let over = false;
  let held = false;
  try {
    const load = keepLoad({ wire, ledger, random, runs, pace }, () => over);
    await endAll(cluster, random, ends);
    over = true;
    const { lost, silent } = await load;
    const beating = beat(silent);
    await caughtUp(cluster, ledger);
    const readBack = new ReadBack(server, wire, ledger);
    const checked = makeProgress('Runs read back', ledger.runs.size);
    for (const run of ledger.runs.values()) {
      // A crash needs its time; those runs are looked at below.
      if (run.silentSince === null) await readBack.check(run);
      checked();
    }
    await marks(server, ledger, lost, crashAfter * 1_000);
    beating.end();
    for (const run of silent) readBack.state(run.told, await readBack.json(`/runs/local/chaos/${run.name}`));
    held = ledger.violations.length === 0;
    const { acknowledged, posts } = ledger;
    return {
      ledger,
      figures: { ...readBack.figures, acknowledged, posts, lost: lost.length, answers: Object.fromEntries(ledger.answers) },
    };
  } finally {
    over = true;
    wire.close();
    await cluster.stop().catch(() => undefined);
    if (held) rmSync(folder, { recursive: true, force: true });
    else console.log(`Data and logs are kept in ${folder}`);
  }
}

function serverOf({ address, key }) {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  const api = (method, path, body) =>
    fetch(`${address}/api/v1${path}`, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  return { url: address, key, api };
}

/** Everything once, in an order of the seed, and then again what it draws. */
async function endAll(cluster, random, count) {
  const names = [...Object.keys(cluster.components), ...new Set(cluster.services.map(({ name }) => name))];
  const tick = makeProgress('Ends of services and components', count);
  for (let end = 0, bag = []; end < count; end += 1) {
    if (bag.length === 0) bag = [...names];
    const [name] = bag.splice(Math.floor(random.uniform() * bag.length), 1);
    await pause(500 + 2_500 * random.uniform());
    await endOne(cluster, name, random);
    tick();
  }
  // One that died while a store was away has to start, and on a busy machine that takes its time.
  await Promise.all(cluster.services.map((service) => service.ready()));
}

async function endOne({ components, services }, name, random) {
  const component = components[name];
  if (component === undefined) {
    const replicas = services.filter((service) => service.name === name);
    return replicas[Math.floor(random.uniform() * replicas.length)].kill();
  }
  await component.kill();
  await pause(AWAY_MS.least + AWAY_MS.more * random.uniform());
  await component.restart();
}

/** The projectors say how far they are behind; a health page of another service does not know. */
async function caughtUp({ services }, ledger) {
  const projectors = services.filter(({ name }) => name === 'projector');
  const deadline = Date.now() + CATCH_UP_MS;
  for (let quiet = 0; quiet < 3;) {
    if (Date.now() > deadline) return ledger.violate(`the projectors are still behind after ${CATCH_UP_MS / 1_000} s`);
    const lags = await Promise.all(projectors.map(({ port }) => lagOf(port).catch(() => Infinity)));
    quiet = lags.every((lag) => lag === 0) ? quiet + 1 : 0;
    await pause(500);
  }
}

async function lagOf(port) {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  const rows = text.split('\n').filter((row) => row.startsWith('runstead_projection_lag_records{'));
  return rows.reduce((sum, row) => sum + Number(row.slice(row.lastIndexOf(' ') + 1)), 0);
}

/** Every run that fell silent is marked once, and not before the limit. */
async function marks(server, ledger, lost, limitMs) {
  for (const told of lost) {
    const latest = told.silentSince + LATEST_MARK_LIMITS * limitMs + MARK_MARGIN_MS;
    for (;;) {
      const { timeline } = await (await server.api('GET', `/runs/local/chaos/${told.name}`)).json();
      const found = timeline.filter(({ state }) => state === 'crashed');
      if (found.length === 1 && found[0].time - told.silentSince < limitMs - 1_000)
        ledger.violate(`run ${told.name} was marked crashed after ${found[0].time - told.silentSince} ms`);
      if (found.length === 1) break;
      if (found.length > 1 || Date.now() > latest) {
        ledger.violate(`run ${told.name} has ${found.length} crash marks ${Date.now() - told.silentSince} ms after its last word`);
        break;
      }
      await pause(500);
    }
  }
}
