import { setTimeout as pause } from 'node:timers/promises';

/** How often a place may be passed before the process dies there. Places that are passed rarely must be met early. */
const PASSES = {
  'before-append': 60,
  'mid-write': 60,
  'before-sync': 60,
  'after-append': 60,
  'mid-roll': 2,
  'before-state-event': 2,
  'after-state-event': 2,
  'in-catalog-transaction': 4,
  'in-streams-transaction': 12,
  'after-sink-rows': 8,
  'after-sink-checkpoint': 8,
  'mid-upload': 2,
  'after-upload': 2,
  'mid-migration': 1,
  'before-close': 1,
  'mid-close': 1,
};
const ON_STOP = new Set(['before-close', 'mid-close']);
const PATIENCE_MS = 60_000;
const SLOWEST_STOP_MS = 25_000;

/** The ways in which the server will end, one after the other. */
export function planStorm(random, { kills, failpoints, stops }) {
  const names = shuffled(random, Object.keys(PASSES));
  const ends = [
    ...Array.from({ length: kills }, () => ({ kind: 'kill' })),
    ...Array.from({ length: stops }, () => ({ kind: 'stop' })),
    ...Array.from({ length: failpoints }, (_, index) => ({ kind: 'failpoint', name: names[index % names.length] })),
  ];
  return shuffled(random, ends);
}

/** Ends and restarts the server by the plan, while the load goes on. Leaves it running. `done` is told after each. */
export async function storm(server, ledger, random, plan, environment, done) {
  // The first start has the databases to make: dying in it is dying in a migration.
  const migration = { kind: 'failpoint', name: 'mid-migration' };
  for (const end of [migration, ...plan]) {
    if (await launch(server, { ...environment, ...failpointOf(end, random) }, end)) await finish(server, ledger, random, end);
    if (end !== migration) done(end);
  }
  await server.launch(environment);
}

function failpointOf({ kind, name }, random) {
  if (kind !== 'failpoint') return {};
  return { RUNSTEAD_FAILPOINT: `${name}:${1 + Math.floor(random.uniform() * PASSES[name])}` };
}

/** False when the server met its failpoint while it started. */
async function launch(server, environment, { kind }) {
  try {
    await server.launch(environment);
    return true;
  } catch (error) {
    if (kind !== 'failpoint' || (await server.ended) !== 'SIGKILL') throw error;
    return false;
  }
}

async function finish(server, ledger, random, end) {
  await pause(300 + 2_700 * random.uniform());
  if (end.kind === 'kill') return server.kill();
  if (end.kind === 'stop') return stop(server, ledger);
  if (ON_STOP.has(end.name)) server.child.kill('SIGTERM');
  const ended = await Promise.race([server.ended, pause(PATIENCE_MS, 'not at all', { ref: false })]);
  if (ended === 'SIGKILL') return;
  ledger.violate(`the server should have died at ${end.name} and ended with ${ended}`);
  await server.kill();
}

async function stop(server, ledger) {
  const began = Date.now();
  const ended = await server.stop({ keep: true });
  if (ended !== 0) ledger.violate(`an orderly stop ended with ${ended}`);
  if (Date.now() - began > SLOWEST_STOP_MS) ledger.violate(`an orderly stop took ${Date.now() - began} ms`);
}

function shuffled(random, list) {
  const copy = [...list];
  for (let index = copy.length - 1; index > 0; index -= 1) {
    const other = Math.floor(random.uniform() * (index + 1));
    [copy[index], copy[other]] = [copy[other], copy[index]];
  }
  return copy;
}
