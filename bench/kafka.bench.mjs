import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SystemClock } from '@runstead/run-domain';
import { KafkaEventLog } from '@runstead/event-log/kafka';
import { components } from '../scripts/steps/components/list.mjs';

export const says =
  'the log in Kafka from one process: records of 1 KB a second with 1 and 512 waiting appenders, reading (a broker of its own)';

const APPENDERS = 512;
const record = (index) => ({
  key: `run-${index}`,
  headers: { runId: `run-${index}`, file: 'wandb-history.jsonl' },
  value: Buffer.alloc(1_024, 97),
});

async function appends(log, appenders, milliseconds) {
  const began = performance.now();
  const waits = [];
  await Promise.all(
    Array.from({ length: appenders }, async (_, index) => {
      while (performance.now() < began + milliseconds) {
        const asked = performance.now();
        await log.append('run-streams', [record(index)]);
        waits.push(performance.now() - asked);
      }
    }),
  );
  const seconds = (performance.now() - began) / 1000;
  waits.sort((a, b) => a - b);
  return { perSecond: Math.round(waits.length / seconds), p99: waits[Math.floor(0.99 * waits.length)] };
}

async function readAll(log) {
  const began = performance.now();
  let records = 0;
  await Promise.all(
    Array.from({ length: await log.partitions('run-streams') }, async (_, partition) => {
      const end = await log.endOffset('run-streams', partition);
      const stop = new AbortController();
      if (end === 0) return;
      for await (const batch of log.follow('run-streams', partition, 0, { maxRecords: 5_000, maxBytes: 4 * 1024 * 1024 }, stop.signal)) {
        records += batch.length;
        if (batch.at(-1).offset + 1 >= end) stop.abort();
      }
    }),
  );
  return Math.round(records / ((performance.now() - began) / 1000));
}

export async function measure({ seconds = 5 }) {
  const folder = mkdtempSync(join(tmpdir(), 'runstead-bench-kafka-'));
  await components.kafka.installed();
  const kafka = await components.kafka.start({ folder });
  const log = await KafkaEventLog.open({ brokers: [kafka.address], allowUnsafeTopics: true, clock: new SystemClock() });
  try {
    const alone = await appends(log, 1, 1_000);
    await appends(log, APPENDERS, 1_500);
    const many = await appends(log, APPENDERS, seconds * 1_000);
    return {
      'records a second, 1 appender': alone.perSecond,
      [`records a second, ${APPENDERS} appenders`]: many.perSecond,
      [`append p99, ${APPENDERS} appenders, ms`]: many.p99.toFixed(1),
      'records read a second': await readAll(log),
    };
  } finally {
    await log.close();
    await kafka.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
