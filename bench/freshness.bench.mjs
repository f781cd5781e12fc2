import { decodeSeries } from '@runstead/ui-contract';
import { WireClient } from '../scripts/seeds/wire-client.mjs';
import { BenchServer, quantile } from './server.mjs';
import { makeLines } from './lines.mjs';

export const says = 'from the acknowledgement of a line until a chart request shows it, under half of the ingest capacity';

const KEYS = 20;
const LINES = 200;
const POINTS_PER_SECOND = 200_000;

export async function measure({ seconds = 30 }) {
  const server = await BenchServer.start();
  const wire = new WireClient(server.url, server.key, { sockets: 16 });
  const lines = makeLines(KEYS);
  const runs = await Promise.all(Array.from({ length: 8 }, (_, index) => wire.upsertRun({ name: `writer-${index}`, project: 'bench' })));
  const probe = await wire.upsertRun({ name: 'probe', project: 'bench' });
  const began = performance.now();
  const until = began + seconds * 1000;
  const pace = (LINES * KEYS * runs.length * 1000) / POINTS_PER_SECOND;
  const load = runs.map(async (run) => {
    for (let round = 0; performance.now() < until; round += 1) {
      await wire.stream(run, { files: { 'wandb-history.jsonl': { offset: round * LINES, content: lines(round * LINES, LINES) } } });
      const wait = began + (round + 1) * pace - performance.now();
      if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    }
  });
  const delays = [];
  for (let step = 0; performance.now() < until; step += 1) {
    await wire.stream(probe, { files: { 'wandb-history.jsonl': { offset: step, content: lines(step, 1) } } });
    const acknowledged = performance.now();
    while (!(await shows(server, step)) && performance.now() < until + 10_000);
    delays.push(performance.now() - acknowledged);
  }
  await Promise.all(load);
  delays.sort((a, b) => a - b);
  const figures = {
    probes: delays.length,
    'share visible within 2 s': (delays.filter((delay) => delay <= 2_000).length / delays.length).toFixed(3),
    'acknowledged to visible p50, ms': Math.round(quantile(delays, 0.5)),
    'acknowledged to visible p95, ms': Math.round(quantile(delays, 0.95)),
    'acknowledged to visible p99, ms': Math.round(quantile(delays, 0.99)),
  };
  wire.close();
  await server.stop();
  return figures;
}

async function shows(server, step) {
  const answer = await server.api('POST', '/projects/local/bench/series', {
    keys: ['group0/metric_0'],
    runs: ['probe'],
    range: [step, step],
    buckets: 10,
  });
  return answer.ok && decodeSeries(await answer.arrayBuffer()).some((series) => series.x[0] === step);
}
