import { mkdtempSync, rmSync, writeSync, openSync, closeSync, fdatasyncSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SystemClock } from '@runstead/run-domain';
import { EmbeddedEventLog } from '@runstead/event-log/embedded';

export const says = 'the embedded log alone: appends a second with 1 and 256 waiting appenders, MB/s of large records, reading (no server)';

const AMPLE = { maxRecords: 1_000_000, maxBytes: 8 * 1024 * 1024 };
const HEADERS = { runId: '01890a5d-ac96-774b-bcce-b302099a8057', file: 'wandb-history.jsonl', writer: 'w1', offset: '1000' };

/** A record of `bytes`, its headers and key included, as near as makes no difference. */
const recordOf = (bytes) => ({ key: HEADERS.runId, headers: HEADERS, value: Buffer.alloc(Math.max(0, bytes - 170), 97) });

/** What the disk alone gives: one after the other, 400 bytes written and synced. */
function rawSyncs(directory, milliseconds) {
  const file = openSync(join(directory, 'raw'), 'w');
  const bytes = Buffer.alloc(400, 1);
  const began = performance.now();
  let count = 0;
  for (; performance.now() - began < milliseconds; count += 1) {
    writeSync(file, bytes, 0, bytes.length, count * bytes.length);
    fdatasyncSync(file);
  }
  closeSync(file);
  return count / ((performance.now() - began) / 1000);
}

async function appends(log, appenders, record, milliseconds) {
  const end = performance.now() + milliseconds;
  let count = 0;
  const began = performance.now();
  await Promise.all(
    Array.from({ length: appenders }, async () => {
      while (performance.now() < end) {
        await log.append('run-streams', [record]);
        count += 1;
      }
    }),
  );
  return count / ((performance.now() - began) / 1000);
}

async function readBack(log) {
  const began = performance.now();
  const end = await log.endOffset('run-streams', 0);
  let bytes = 0;
  for (let next = 0; next < end;) {
    const batch = await log.read('run-streams', 0, next, AMPLE);
    for (const { value } of batch) bytes += value.length;
    next += batch.length;
  }
  const seconds = (performance.now() - began) / 1000;
  return { recordsPerSecond: end / seconds, megabytesPerSecond: bytes / 1e6 / seconds };
}

export async function measure({ seconds = 3 }) {
  const directory = mkdtempSync(join(tmpdir(), 'runstead-bench-'));
  const milliseconds = seconds * 1000;
  const log = await EmbeddedEventLog.open(join(directory, 'small'), { clock: new SystemClock() });
  const raw = rawSyncs(directory, milliseconds / 2);
  const alone = await appends(log, 1, recordOf(300), milliseconds);
  await appends(log, 256, recordOf(300), 500); // Warm.
  const together = await appends(log, 256, recordOf(300), milliseconds);
  const reading = await readBack(log);
  await log.close();
  const beganOpening = performance.now();
  const large = await EmbeddedEventLog.open(join(directory, 'small'), { clock: new SystemClock() });
  const opening = performance.now() - beganOpening;
  const posts = await appends(large, 16, recordOf(900 * 1024), milliseconds);
  await large.close();
  rmSync(directory, { recursive: true });
  return {
    'write + fdatasync of the bare disk, a second': Math.round(raw),
    '300-byte appends a second, alone': Math.round(alone),
    '300-byte appends a second, 256 waiting': Math.round(together),
    '  MB/s': ((together * 300) / 1e6).toFixed(1),
    '900-KB appends a second, 16 waiting': Math.round(posts),
    '  MB/s ': ((posts * 900 * 1024) / 1e6).toFixed(0),
    'reading small records from disk, a second': Math.round(reading.recordsPerSecond),
    '  MB/s  ': reading.megabytesPerSecond.toFixed(0),
    'opening after that, ms': Math.round(opening),
  };
}
