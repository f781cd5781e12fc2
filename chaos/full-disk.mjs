import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { BenchServer } from '../bench/server.mjs';
import { makeProgress } from '../scripts/seeds/progress.mjs';
import { makeRandom } from '../scripts/seeds/random.mjs';
import { WireClient } from '../scripts/seeds/wire-client.mjs';
import { ChaosRun } from './chaos-run.mjs';
import { Ledger } from './ledger.mjs';
import { ReadBack, caughtUp } from './read-back.mjs';
import { verified } from './verified.mjs';

const SIZE_MB = 512;
const FULL_MS = 4_000;
const SLOWEST_RECOVERY_MS = 60_000;
const CATCH_UP_MS = 120_000;

/**
 * A server on a small disk that fills up under load, again and again. While it is full, posts are refused with 503 and
 * `Retry-After`; when there is room again it goes on by itself, and every acknowledged line is there. Needs the right to
 * mount a file system in memory.
 */
export async function fullDisk({ seed, cycles, runs, pace }) {
  const random = makeRandom(seed);
  const ledger = new Ledger();
  const disk = mkdtempSync(join(tmpdir(), 'runstead-disk-'));
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${SIZE_MB}m`, 'runstead-test', disk]);
  const server = await BenchServer.prepared('unused');
  rmSync(server.dataDir, { recursive: true });
  server.dataDir = join(disk, 'data');
  const wire = new WireClient(server.url, server.key, { sockets: 64 });
  let over = false;
  try {
    await server.launch({ RUNSTEAD_LOG_SEGMENT_BYTES: String(1024 * 1024), RUNSTEAD_LOG_LEVEL: 'silent' });
    void server.ended.then((end) => over || ledger.violate(`the server ended with ${end}`));
    const load = Promise.all(
      Array.from({ length: runs }, (_, index) =>
        new ChaosRun(wire, ledger, makeRandom(random.uniform() * 2 ** 32), { name: `run-${index}`, posts: Infinity, pace }).live(
          'ends',
          () => over,
        ),
      ),
    );
    await pause(3_000);
    const tick = makeProgress('Full disks', cycles);
    const refused = [];
    for (let cycle = 0; cycle < cycles; cycle += 1) {
      const filler = join(disk, 'filler');
      const before = ledger.answers.get(503) ?? 0;
      const until = Date.now() + FULL_MS;
      while (Date.now() < until) {
        fill(filler);
        await pause(100);
      }
      refused.push((ledger.answers.get(503) ?? 0) - before);
      rmSync(filler);
      await recovers(ledger);
      tick();
    }
    if (refused.every((count) => count === 0)) ledger.violate('the disk was never full for the server');
    over = true;
    await load;
    const inTime = await Promise.race([caughtUp(server).then(() => true), pause(CATCH_UP_MS, false, { ref: false })]);
    if (!inTime) ledger.violate(`a projection is stuck: ${await (await server.api('GET', '/admin/projections')).text()}`);
    const readBack = new ReadBack(server, wire, ledger);
    for (const run of ledger.runs.values()) await readBack.check(run);
    const compared = await verified(server, ledger);
    const ended = await server.stop({ keep: true });
    if (ended !== 0) ledger.violate(`the orderly stop ended with ${ended}`);
    return {
      ledger,
      figures: {
        ...readBack.figures,
        ...compared,
        cycles,
        refused,
        acknowledged: ledger.acknowledged,
        answers: Object.fromEntries(ledger.answers),
      },
    };
  } finally {
    over = true;
    wire.close();
    await server.kill().catch(() => undefined);
    execFileSync('umount', ['-l', disk]);
    rmSync(disk, { recursive: true, force: true });
  }
}

/** To the last byte. */
function fill(path) {
  const file = openSync(path, 'a');
  try {
    for (let size = 1 << 20; size >= 1; size >>= 4) {
      const bytes = Buffer.alloc(size);
      while (writes(file, bytes));
    }
  } finally {
    closeSync(file);
  }
}

function writes(file, bytes) {
  try {
    return writeSync(file, bytes) === bytes.length;
  } catch (error) {
    if (error.code !== 'ENOSPC') throw error;
    return false;
  }
}

async function recovers(ledger) {
  const began = Date.now();
  const { posts } = ledger;
  while (ledger.posts < posts + 20) {
    if (Date.now() - began > SLOWEST_RECOVERY_MS)
      return ledger.violate(`nothing is acknowledged ${SLOWEST_RECOVERY_MS} ms after there is room again`);
    await pause(100);
  }
}
