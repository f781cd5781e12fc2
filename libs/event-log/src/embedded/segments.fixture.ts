import { type Clock, SystemClock, type Topic } from '@runstead/run-domain';
import * as fs from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import type { LogRecord, StoredRecord } from '../event-log';
import { EmbeddedEventLog, type EmbeddedEventLogOptions } from './embedded-event-log';

export const AMPLE = { maxRecords: 1_000_000, maxBytes: 1024 * 1024 * 1024 };

/** A directory of the operating system's temporary ones, for one test. */
export async function makeDirectory(): Promise<string> {
  return fs.mkdtemp(path.join(os.tmpdir(), 'runstead-log-'));
}

export function openLog(
  directory: string,
  options: Partial<EmbeddedEventLogOptions> = {},
  clock: Clock = new SystemClock(),
): Promise<EmbeddedEventLog> {
  return EmbeddedEventLog.open(directory, { clock, ...options });
}

/** Opens, does, closes, as a process that ends well. */
export async function withLog<T>(
  directory: string,
  options: Partial<EmbeddedEventLogOptions>,
  use: (log: EmbeddedEventLog) => Promise<T>,
): Promise<T> {
  const log = await openLog(directory, options);
  try {
    return await use(log);
  } finally {
    await log.close();
  }
}

export function record(value: string, key = 'k'): LogRecord {
  return { key, headers: { type: 'test' }, value: Buffer.from(value) };
}

export function readAll(log: EmbeddedEventLog, topic: Topic = 'run-streams'): Promise<StoredRecord[]> {
  return log.read(topic, 0, 0, AMPLE);
}

export async function readValues(log: EmbeddedEventLog, topic: Topic = 'run-streams'): Promise<string[]> {
  return (await readAll(log, topic)).map(({ value }) => String(value));
}

/** Paths of the segment files of a topic, oldest first. */
export async function segmentFiles(directory: string, topic: Topic = 'run-streams'): Promise<string[]> {
  const folder = path.join(directory, topic);
  return (await fs.readdir(folder))
    .filter((name) => name.endsWith('.log'))
    .sort()
    .map((name) => path.join(folder, name));
}
