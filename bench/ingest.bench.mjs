import { join } from 'node:path';
import { ChdbClickHouse } from '@runstead/clickhouse/chdb';
import { decodeSeries } from '@runstead/ui-contract';
import { WireClient } from '../scripts/seeds/wire-client.mjs';
import { calibrationSeconds } from './calibration.mjs';
import { BenchServer } from './server.mjs';
import { makeLines } from './lines.mjs';

export const says =
  'points a second over real HTTP, until acknowledged and until visible; bytes a point of two sets of numbers; loop stalls';

const CLIENTS = 8;
const LINES = 600;
const KEYS = 20;

/** Numbers with all their digits first; then, for the bytes, a quarter of the time with six significant ones. */
export async function measure({ seconds = 60 }) {
  const exact = await ingest(seconds, null);
  const rounded = await ingest(seconds / 4, 6);
  const bytes = Object.entries(rounded).filter(([name]) => name.startsWith('bytes a point'));
  return { ...exact, ...Object.fromEntries(bytes.map(([name, value]) => [`six digits: ${name}`, value])) };
}

async function ingest(seconds, digits) {
  const server = await BenchServer.start();
  const wire = new WireClient(server.url, server.key, { sockets: CLIENTS });
  const lines = makeLines(KEYS, { digits });
  const runs = await Promise.all(
    Array.from({ length: CLIENTS }, (_, index) => wire.upsertRun({ name: `writer-${index}`, project: 'bench' })),
  );
  const cpu = server.usage()?.cpu ?? NaN;
  const before = { log: server.bytes('log'), postgres: server.bytes('postgres') };
  const began = performance.now();
  const until = began + seconds * 1000;
  const sent = await Promise.all(
    runs.map(async (run) => {
      let next = 0;
      while (performance.now() < until) {
        await wire.stream(run, { files: { 'wandb-history.jsonl': { offset: next, content: lines(next, LINES) } } });
        next += LINES;
      }
      return next;
    }),
  );
  const acknowledged = performance.now();
  await server.projected(['metrics', 'streams']);
  const seen = performance.now();
  for (const [index, run] of runs.entries()) await mustShow(server, run, sent[index] - 1);
  const points = sent.reduce((sum, count) => sum + count, 0) * KEYS;
  const usage = server.usage();
  const figures = {
    'points acknowledged a second': Math.round((points / (acknowledged - began)) * 1000),
    'points visible a second': Math.round((points / (seen - began)) * 1000),
    'left to project after the last answer, ms': Math.round(seen - acknowledged),
    'server CPU seconds a million points': usage ? ((usage.cpu - cpu) / (points / 1e6)).toFixed(2) : 'unknown',
    'million points for the CPU of 100 calibration loops': usage
      ? (((points / 1e6) * 100 * calibrationSeconds()) / (usage.cpu - cpu)).toFixed(2)
      : 'unknown',
    'server memory after, MB': usage ? Math.round(usage.rss) : 'unknown',
    'longest event-loop stall, ms': Math.round((await server.metric('runstead_nodejs_eventloop_lag_max_seconds')) * 1000),
    'event-loop delay p99, ms': Math.round((await server.metric('runstead_nodejs_eventloop_lag_p99_seconds')) * 1000),
    'bytes a point: log': ((server.bytes('log') - before.log) / points).toFixed(2),
    'bytes a point: Postgres': ((server.bytes('postgres') - before.postgres) / points).toFixed(2),
  };
  wire.close();
  await server.stop({ keep: true });
  for (const [table, bytes] of await tableBytes(server.dataDir)) figures[`bytes a point: ${table}`] = (bytes / points).toFixed(2);
  server.remove();
  const all = Object.entries(figures).filter(([name]) => name.startsWith('bytes a point'));
  figures['bytes a point: all'] = all.reduce((sum, [, bytes]) => sum + Number(bytes), 0).toFixed(2);
  return figures;
}

async function mustShow(server, run, step) {
  const answer = await server.api('POST', `/projects/${run.entity}/${run.project}/series`, {
    keys: ['group0/metric_0'],
    runs: [run.name],
    range: [step, step],
    buckets: 10,
  });
  if (!answer.ok || !decodeSeries(await answer.arrayBuffer()).some((series) => series.x[0] === step))
    throw new Error(`step ${step} of ${run.name} is not there`);
}

/** Live parts only: those that a merge has replaced are kept for some minutes more. */
async function tableBytes(dataDir) {
  const db = await ChdbClickHouse.open(join(dataDir, 'clickhouse'));
  const rows = await db.query(
    "SELECT table, toFloat64(sum(bytes_on_disk)) AS bytes FROM system.parts WHERE active AND table IN ('points', 'history_rows') GROUP BY table ORDER BY table",
  );
  await db.close();
  return rows.map(({ table, bytes }) => [table, Number(bytes)]);
}
