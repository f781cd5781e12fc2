import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { ChdbClickHouse } from '@runstead/clickhouse/chdb';
import { SeriesQueries } from '@runstead/run-queries';

export const says = 'the query of a chart alone: 100 runs x 10,000 steps in 500 buckets, by step, time and runtime (no server)';

const RUNS = 100;
const STEPS = 10_000;
const ROUNDS = 15;
const MADE = Date.now();
const runs = Array.from({ length: RUNS }, (_, index) => ({
  name: `run-${index}`,
  runId: ((BigInt(MADE) << 21n) + BigInt(index)).toString(),
}));

/** Ten inserts, unmerged as under load: the points of `loss`, `acc` and `_runtime`. */
async function fill(db) {
  await db.command('SYSTEM STOP MERGES');
  for (let part = 0; part < 10; part += 1) {
    await db.command(`INSERT INTO points SETTINGS async_insert = 0
      SELECT 1, sipHash64(toUInt64(1), key), toUInt64(${MADE}) * 2097152 + intDiv(n, ${STEPS / 10}), step,
        fromUnixTimestamp64Milli(toInt64(${MADE} + step * 250 + rand() % 100), 'UTC'), if(key = '_runtime', step / 4, rand() / 4e9), step, toYYYYMM(fromUnixTimestamp64Milli(${MADE}, 'UTC'))
      FROM (SELECT number AS n, ${(part * STEPS) / 10} + number % ${STEPS / 10} AS step, arrayJoin(['loss', 'acc', '_runtime']) AS key
            FROM numbers(${(RUNS * STEPS) / 10}))`);
  }
}

async function rounds(ask) {
  const took = [];
  for (let round = 0; round < ROUNDS + 2; round += 1) {
    const began = performance.now();
    const series = await ask();
    if (series.length === 0) throw new Error('no series');
    if (round >= 2) took.push(performance.now() - began);
  }
  took.sort((a, b) => a - b);
  return { median: took[Math.floor(took.length / 2)], p95: took[Math.floor(took.length * 0.95)] };
}

export async function measure() {
  const directory = mkdtempSync(join(tmpdir(), 'runstead-bench-'));
  const db = await ChdbClickHouse.open(directory);
  await db.migrate();
  await fill(db);
  const queries = new SeriesQueries(db);
  const query = { keys: ['loss'], runs: runs.map(({ name }) => name), buckets: 500 };
  const loop = monitorEventLoopDelay({ resolution: 2 });
  loop.enable();
  const asked = {
    'by step': { ...query },
    'by step, zoomed to 400 steps (exact points)': { ...query, range: [5_000, 5_399] },
    'by time': { ...query, x: 'time' },
    'by runtime': { ...query, x: 'runtime' },
    'two keys by step': { ...query, keys: ['loss', 'acc'] },
  };
  const figures = {};
  for (const [name, one] of Object.entries(asked)) {
    const { median, p95 } = await rounds(() => queries.series('1', runs, one));
    figures[`${name} (ms, median / p95)`] = `${median.toFixed(0)} / ${p95.toFixed(0)}`;
  }
  loop.disable();
  const [lines] = [await queries.series('1', runs, query)];
  figures['lines, buckets of the first'] = `${lines.length}, ${lines[0].x.length}`;
  figures['longest stall of the loop (ms)'] = (loop.max / 1e6).toFixed(1);
  await db.close();
  rmSync(directory, { recursive: true, force: true });
  return figures;
}
