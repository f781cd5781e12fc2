import { WireClient } from '../scripts/seeds/wire-client.mjs';
import { BenchServer, quantile } from './server.mjs';
import { makeLines } from './lines.mjs';

export const says = 'answer times at 667 requests a second: 10,000 live runs that post every 15 s';

const RUNS = 10_000;
const RATE = 667;
const LINES = 15;
const KEYS = 10;

export async function measure({ seconds = 60 }) {
  const server = await BenchServer.start();
  const wire = new WireClient(server.url, server.key, { sockets: 64 });
  const lines = makeLines(KEYS);
  const runs = [];
  for (let from = 0; from < RUNS; from += 50)
    runs.push(
      ...(await Promise.all(Array.from({ length: 50 }, (_, index) => wire.upsertRun({ name: `live-${from + index}`, project: 'bench' })))),
    );
  const next = new Uint32Array(RUNS);
  const times = [];
  const pending = [];
  let failures = 0;
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
      wire.stream(runs[which], { files: { 'wandb-history.jsonl': { offset: from, content: lines(from, LINES) } } }).then(
        () => times.push(performance.now() - due),
        () => (failures += 1),
      ),
    );
  }
  await Promise.all(pending);
  times.sort((a, b) => a - b);
  const figures = {
    requests: total,
    'not answered with 2xx': failures,
    'answer p50, ms': quantile(times, 0.5).toFixed(1),
    'answer p99, ms': quantile(times, 0.99).toFixed(1),
    'answer max, ms': times.at(-1).toFixed(1),
    'longest event-loop stall, ms': Math.round((await server.metric('runstead_nodejs_eventloop_lag_max_seconds')) * 1000),
    'server memory, MB': Math.round(server.usage()?.rss ?? NaN),
  };
  wire.close();
  await server.stop();
  return figures;
}
