import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { ChdbClickHouse } from '@runstead/clickhouse/chdb';
import { MetricsProjector, SinkCheckpoint } from '@runstead/projections';
import { encodeChunk, encodeLines } from '@runstead/run-domain';

export const says = 'history lines into ClickHouse: as text that a view explodes, against objects parsed in JavaScript (no server, ADR 2)';

const KEYS = 20;
const LINES_PER_RECORD = 1_000;
const POINTS_PER_LINE = KEYS + 1;
const MADE = Date.now();
const runId = (index) => ((BigInt(MADE) << 21n) + BigInt(index)).toString();

const lineOf = (step) => {
  let line = `{"_step":${step},"_timestamp":${MADE / 1000 + step},"_runtime":${step / 10}`;
  for (let key = 0; key < KEYS; key += 1) line += `,"train/metric_${key}":${Math.random()}`;
  return `${line}}`;
};

/** Records of the log, about 0.5 MB each, of ten runs in turn. */
function records(count) {
  return Array.from({ length: count }, (_, offset) => {
    const firstLine = Math.floor(offset / 10) * LINES_PER_RECORD;
    const lines = Array.from({ length: LINES_PER_RECORD }, (_line, index) => lineOf(firstLine + index));
    const counts = { repeated: 0, rewritten: 0, gap: 0, generation: 0 };
    const names = {
      id: `c${offset}`,
      type: 'HistoryAppended',
      time: MADE,
      actor: 'bench',
      runId: runId(offset % 10),
      projectId: '1',
      writer: '',
    };
    const encoded = encodeChunk({ ...names, ...counts, firstLine, ...encodeLines(lines) });
    return { ...encoded, topic: 'run-streams', partition: 0, offset, appendedAt: MADE };
  });
}

async function timed(work) {
  const loop = monitorEventLoopDelay({ resolution: 2 });
  loop.enable();
  const cpu = process.cpuUsage();
  const began = performance.now();
  await work();
  const seconds = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  loop.disable();
  return { seconds, cpu: (user + system) / 1e6, longestStall: loop.max / 1e6 };
}

async function asText(db, batches) {
  const projector = new MetricsProjector(db, new SinkCheckpoint(db));
  for (const batch of batches) {
    const [first, last] = [batch[0], batch.at(-1)];
    await projector.write({ topic: 'run-streams', partition: 0, start: first.offset, end: last.offset + 1, records: batch });
  }
}

const OBJECT_TABLES = [
  `CREATE TABLE object_points (project_id UInt64, key String, key_id UInt64 MATERIALIZED sipHash64(project_id, key), run_id UInt64,
   step Int64 CODEC(DoubleDelta, ZSTD(1)), ts DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)), value Float64 CODEC(Gorilla, ZSTD(1)), ord UInt64)
   ENGINE = ReplacingMergeTree(ord) ORDER BY (project_id, key_id, run_id, step) SETTINGS fsync_after_insert = 1`,
  `CREATE TABLE object_rows (run_id UInt64, line UInt64, row String CODEC(ZSTD(3))) ENGINE = ReplacingMergeTree ORDER BY (run_id, line)
   SETTINGS fsync_after_insert = 1`,
];

async function asObjects(db, batches) {
  for (const batch of batches) {
    const points = [];
    const rows = [];
    for (const { key, value, offset } of batch) {
      value
        .toString('utf8')
        .split('\n')
        .forEach((row, place) => {
          const { _step, _timestamp, ...values } = JSON.parse(row);
          rows.push(JSON.stringify({ run_id: key, line: _step, row }));
          for (const [name, number] of Object.entries(values))
            if (typeof number === 'number')
              points.push(
                JSON.stringify({
                  project_id: 1,
                  key: name,
                  run_id: key,
                  step: _step,
                  ts: Math.round(_timestamp * 1000),
                  value: number,
                  ord: offset * 2 ** 20 + place,
                }),
              );
        });
    }
    await db.command(`INSERT INTO object_points SETTINGS async_insert = 0 FORMAT JSONEachRow\n${points.join('\n')}`);
    await db.command(`INSERT INTO object_rows SETTINGS async_insert = 0 FORMAT JSONEachRow\n${rows.join('\n')}`);
  }
}

export async function measure({ seconds = 10 }) {
  const directory = mkdtempSync(join(tmpdir(), 'runstead-bench-'));
  const db = await ChdbClickHouse.open(directory);
  await db.migrate();
  for (const sql of OBJECT_TABLES) await db.command(sql);
  const perBatch = 15;
  const all = records(perBatch * Math.max(4, Math.round(seconds)));
  const batches = Array.from({ length: all.length / perBatch }, (_, index) => all.slice(index * perBatch, (index + 1) * perBatch));
  const few = batches.slice(0, Math.max(2, Math.floor(batches.length / 4)));
  await asText(db, batches.slice(0, 1)); // Warm.
  const text = await timed(() => asText(db, batches));
  const objects = await timed(() => asObjects(db, few));
  const [{ points, bytes, rowBytes }] = await db.query(`SELECT
    (SELECT count() FROM points FINAL) AS points,
    (SELECT sum(bytes_on_disk) FROM system.parts WHERE active AND table = 'points') AS bytes,
    (SELECT sum(bytes_on_disk) FROM system.parts WHERE active AND table = 'history_rows') AS rowBytes`);
  await db.close();
  rmSync(directory, { recursive: true, force: true });
  const lines = all.length * LINES_PER_RECORD;
  const rate = (lines * POINTS_PER_LINE) / text.seconds;
  const objectRate = (few.length * perBatch * LINES_PER_RECORD * POINTS_PER_LINE) / objects.seconds;
  return {
    'points/s, as text': Math.round(rate),
    'points/s a core, as text': Math.round((lines * POINTS_PER_LINE) / text.cpu),
    'longest stall of the loop, as text (ms)': text.longestStall.toFixed(1),
    'points/s, as objects': Math.round(objectRate),
    'longest stall of the loop, as objects (ms)': objects.longestStall.toFixed(1),
    'text to objects': (rate / objectRate).toFixed(1),
    'all points there': Number(points) === lines * POINTS_PER_LINE,
    'bytes a point, points table': (Number(bytes) / Number(points)).toFixed(2),
    'bytes a point, lines table': (Number(rowBytes) / Number(points)).toFixed(2),
  };
}
