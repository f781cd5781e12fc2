import { rmSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { BenchServer } from '../bench/server.mjs';
import { makeProgress } from '../scripts/seeds/progress.mjs';
import { makeRandom } from '../scripts/seeds/random.mjs';
import { WireClient } from '../scripts/seeds/wire-client.mjs';
import { ChaosRun } from './chaos-run.mjs';
import { Ledger } from './ledger.mjs';
import { ReadBack, caughtUp } from './read-back.mjs';
import { planStorm, storm } from './storm.mjs';
import { verified } from './verified.mjs';

/** Posts that a run makes before another takes its place. */
const POSTS = { least: 5, more: 30 };
/** One run in so many dies: more than 5 % of the live ones at once would rather be our fault, and are held back. */
const FEW = 50;
/** A mark comes between the limit and so much later (goals: reliability). */
const SLOWEST_MARK_MS = 30_000;

/**
 * The whole proof: load by the ledger, the storm, and then the comparison. Answers `{ ledger, figures }`; it held when
 * `ledger.violations` is empty.
 */
export async function chaos({ seed, runs, kills, failpoints, stops, pace, crashAfter }) {
  const random = makeRandom(seed);
  const ledger = new Ledger();
  const server = await BenchServer.prepared('chaos');
  const wire = new WireClient(server.url, server.key, { sockets: 128 });
  const environment = {
    RUNSTEAD_LOG_SEGMENT_BYTES: String(256 * 1024),
    RUNSTEAD_CRASH_AFTER_SECONDS: String(crashAfter),
    RUNSTEAD_LOG_LEVEL: 'error',
  };
  const plan = planStorm(random, { kills, failpoints, stops });
  let over = false;
  const load = keepLoad({ wire, ledger, random, runs, pace }, () => over);
  const tick = makeProgress('Ends of the server', plan.length);
  try {
    await storm(server, ledger, random, plan, environment, () => tick());
    over = true;
    const { lost, silent } = await load;
    await caughtUp(server);
    const readBack = new ReadBack(server, wire, ledger);
    const told = [...ledger.runs.values()];
    const checked = makeProgress('Runs read back', told.length);
    const beating = beat(silent);
    for (const run of told) {
      await readBack.check(run);
      checked();
    }
    await awaitMarks(server, ledger, lost, crashAfter * 1_000);
    const compared = await verified(server, ledger);
    beating.end();
    for (const run of silent) readBack.state(run.told, await readBack.json(`/runs/local/chaos/${run.name}`));
    const ended = await server.stop({ keep: true });
    if (ended !== 0) ledger.violate(`the last orderly stop ended with ${ended}`);
    const { acknowledged, posts } = ledger;
    return {
      ledger,
      figures: { ...readBack.figures, ...compared, acknowledged, posts, lost: lost.length, answers: Object.fromEntries(ledger.answers) },
    };
  } finally {
    over = true;
    wire.close();
    await server.kill().catch(() => undefined);
    if (ledger.violations.length === 0) rmSync(server.dataDir, { recursive: true, force: true });
    else console.log(`The data is kept in ${server.dataDir}`);
  }
}

/** As many runs as asked for at any time; in the end most complete, some stay, some die without a word. */
export async function keepLoad({ wire, ledger, random, runs, pace }, over) {
  let born = 0;
  const lost = [];
  const silent = [];
  const slot = async (place) => {
    while (!over()) {
      const posts = POSTS.least + Math.floor(random.uniform() * POSTS.more);
      const run = new ChaosRun(wire, ledger, makeRandom(random.uniform() * 2 ** 32), { name: `run-${born++}`, posts, pace });
      // The last of a slot outlives the storm; what becomes of it is decided by its place.
      const last = place % FEW === 0 ? 'dies' : place % 2 === 1 ? 'stays' : 'ends';
      await run.live(last === 'ends' ? 'ends' : 'stays', over);
      if (last === 'ends') continue;
      if (!over()) await run.end();
      else if (last === 'dies') lost.push(fallSilent(run));
      else silent.push(run);
    }
  };
  await Promise.all(Array.from({ length: runs }, (_, place) => slot(place)));
  return { lost, silent };
}

function fallSilent(run) {
  run.fallSilent();
  return run.told;
}

export function beat(runs) {
  const timer = setInterval(() => void Promise.all(runs.map((run) => run.heartbeat())), 2_000);
  return { end: () => clearInterval(timer) };
}

/** Every lost run is marked, none before the limit. */
async function awaitMarks(server, ledger, lost, limitMs) {
  for (const told of lost) {
    for (;;) {
      const document = await (await server.api('GET', `/runs/local/chaos/${told.name}`)).json();
      const marks = document.timeline.filter(({ state }) => state === 'crashed');
      const late = Date.now() - told.silentSince - limitMs;
      if (marks.length === 1) {
        const delay = marks[0].time - told.silentSince;
        if (delay < limitMs - 1_000 || delay > limitMs + SLOWEST_MARK_MS)
          ledger.violate(`run ${told.name} was marked crashed after ${delay} ms`);
        break;
      }
      if (marks.length > 1 || late > SLOWEST_MARK_MS) {
        ledger.violate(`run ${told.name} has ${marks.length} crash marks ${late} ms after the limit`);
        break;
      }
      await pause(500);
    }
  }
}
