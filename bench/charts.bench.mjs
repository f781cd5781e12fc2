import { runsBySteps } from '../scripts/seeds/volumes.mjs';
import { WireClient } from '../scripts/seeds/wire-client.mjs';
import { BenchServer, quantile } from './server.mjs';

export const says = 'one chart of 100 runs x 10,000 steps in 500 buckets, as the browser asks for it';

export async function measure() {
  const server = await BenchServer.start();
  const wire = new WireClient(server.url, server.key);
  const project = await runsBySteps(wire, 100, 10_000, 10);
  const { runs } = await (await server.api('GET', `/projects/local/${project}/runs?limit=200`)).json();
  const ask = async () => {
    const began = performance.now();
    const answer = await server.api('POST', `/projects/local/${project}/series`, {
      keys: ['train/metric_0'],
      runs: runs.map((run) => run.name),
      buckets: 500,
    });
    const bytes = (await answer.arrayBuffer()).byteLength;
    return { took: performance.now() - began, bytes };
  };
  while ((await ask()).bytes < 1_000_000) await new Promise((resolve) => setTimeout(resolve, 200));
  const times = [];
  let bytes = 0;
  for (let round = 0; round < 30; round += 1) {
    const one = await ask();
    times.push(one.took);
    bytes = one.bytes;
  }
  times.sort((a, b) => a - b);
  wire.close();
  await server.stop();
  return {
    'chart p50, ms': Math.round(quantile(times, 0.5)),
    'chart p95, ms': Math.round(quantile(times, 0.95)),
    'bytes of the answer': bytes,
  };
}
