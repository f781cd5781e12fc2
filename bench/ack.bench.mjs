import { WireClient } from '../scripts/seeds/wire-client.mjs';
import { calibrationSeconds } from './calibration.mjs';
import { BenchServer, quantile } from './server.mjs';
import { makeLines } from './lines.mjs';

export const says = 'answer times at 667 requests a second: 10,000 live runs that post every 15 s';

const RUNS = 10_000;
const RATE = 667;
const LINES = 15;
const KEYS = 10;

/** What the SDK sends: new rows, and the summary that they make. */
function post(lines, from) {
  const content = lines(from, LINES);
  return { files: { 'wandb-history.jsonl': { offset: from, content }, 'wandb-summary.json': { offset: 0, content: content.slice(-1) } } };
}

export async function measure({ seconds = 60 }) {
  const server = await BenchServer.start();
  const wire = new WireClient(server.url, server.key, { sockets: 64 });
  const lines = makeLines(KEYS);
  const runs = [];
  for (let from = 0; from < RUNS; from += 50)
    runs.push(
      ...(await Promise.all(Array.from({ length: 50 }, (_, index) => wire.upsertRun({ name: `live-${from + index}`, project: 'bench' })))),
    );
  // Live runs have spoken before: the first lines of a run also start it, which is another matter than answering its posts.
  for (let from = 0; from < RUNS; from += 50) await Promise.all(runs.slice(from, from + 50).map((run) => wire.stream(run, post(lines, 0))));
  await server.projected(['catalog', 'streams', 'metrics', 'run-index']);
  const next = new Uint32Array(RUNS).fill(LINES);
  const times = [];
  const pending = [];
  let failures = 0;
  const before = server.threads();
  const began = performance.now();
  const total = seconds * RATE;
  for (let index = 0; index < total; index += 1) {
    const due = began + (index * 1000) / RATE;
    const wait = due - performance.now();
    if (wait > 1) await new Promise((resolve) => setTimeout(resolve, wait));
    const which = index % RUNS;
    const from = next[which];
    next[which] += LINES;
    // Measured from the moment it was due: a late generator must not flatter the server.
    pending.push(
      wire.stream(runs[which], post(lines, from)).then(
        () => times.push(performance.now() - due),
        () => (failures += 1),
      ),
    );
  }
  await Promise.all(pending);
  const seen = performance.now();
  const after = server.threads();
  times.sort((a, b) => a - b);
  const figures = {
    requests: total,
    'not answered with 2xx': failures,
    'answer p50, ms': quantile(times, 0.5).toFixed(1),
    'answer p99, ms': quantile(times, 0.99).toFixed(1),
    'answer max, ms': times.at(-1).toFixed(1),
    'answered a second': Math.round((total / (seen - began)) * 1000),
    'CPU of the own thread a request, ms': before && after ? (((after.own - before.own) / total) * 1000).toFixed(2) : 'unknown',
    'CPU of other threads a request, ms': before && after ? (((after.others - before.others) / total) * 1000).toFixed(2) : 'unknown',
    'requests for the CPU of a calibration loop':
      before && after ? ((total * calibrationSeconds()) / (after.own + after.others - before.own - before.others)).toFixed(1) : 'unknown',
    'longest event-loop stall, ms': Math.round((await server.metric('runstead_nodejs_eventloop_lag_max_seconds')) * 1000),
    'server memory, MB': Math.round(server.usage()?.rss ?? NaN),
  };
  wire.close();
  await server.stop();
  return figures;
}
