import { setTimeout as pause } from 'node:timers/promises';
import { WireClient } from '../scripts/seeds/wire-client.mjs';
import { calibrationSeconds } from './calibration.mjs';
import { makeLines } from './lines.mjs';
import { BenchServer } from './server.mjs';

export const says = 'points a second of a rebuild beside the running server, replay, comparison and switch included; and of verify';

const CLIENTS = 8;
const LINES = 600;
const KEYS = 20;
/** With `_runtime`, which is a point too. */
const POINTS_A_LINE = KEYS + 1;

/** `seconds`: of logging before. */
export async function measure({ seconds = 30 }) {
  const server = await BenchServer.start();
  const wire = new WireClient(server.url, server.key, { sockets: CLIENTS });
  const lines = makeLines(KEYS);
  const runs = await Promise.all(Array.from({ length: CLIENTS }, (_, n) => wire.upsertRun({ name: `writer-${n}`, project: 'bench' })));
  const until = performance.now() + seconds * 1000;
  const sent = await Promise.all(
    runs.map(async (run) => {
      let next = 0;
      for (; performance.now() < until; next += LINES)
        await wire.stream(run, { files: { 'wandb-history.jsonl': { offset: next, content: lines(next, LINES) } } });
      return next;
    }),
  );
  const points = sent.reduce((sum, count) => sum + count, 0) * POINTS_A_LINE;
  const before = server.usage()?.cpu ?? NaN;
  const rebuild = await job(server, { kind: 'rebuild', projection: 'metrics' });
  const [summary] = rebuild.rebuilds;
  if (!summary?.switched) throw new Error(`The rebuild was not switched to: ${JSON.stringify(rebuild)}`);
  const rebuildCpu = (server.usage()?.cpu ?? NaN) - before;
  const verified = await job(server, { kind: 'verify' });
  if (!verified.verify.ok) throw new Error(`verify found differences: ${JSON.stringify(verified.verify.differences.slice(0, 5))}`);
  wire.close();
  await server.stop();
  return {
    points,
    'rebuild of metrics, s': summary.seconds.toFixed(1),
    'rebuilt points a second': Math.round(points / summary.seconds),
    'million points rebuilt for the CPU of 100 calibration loops': (((points / 1e6) * 100 * calibrationSeconds()) / rebuildCpu).toFixed(2),
    'the live projection stood still, s': summary.heldSeconds.toFixed(3),
    'verify of everything, s': verified.verify.seconds.toFixed(1),
    'verified points a second': Math.round(points / verified.verify.seconds),
  };
}

async function job(server, task) {
  const ask = async (method, path, body) => {
    const headers = { authorization: `Bearer ${server.key}`, 'content-type': 'application/json' };
    const answer = await fetch(`${server.url}/api/v1/admin/${path}`, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) });
    if (!answer.ok) throw new Error(`${path} was answered with ${answer.status}: ${await answer.text()}`);
    return answer.json();
  };
  let now = await ask('POST', 'maintenance', task);
  while (now.state === 'running') {
    await pause(200);
    now = await ask('GET', `maintenance/${now.id}`);
  }
  if (now.state === 'failed') throw new Error(now.error);
  return now;
}
