import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '@runstead/run-domain';
import { EmbeddedEventLog } from '@runstead/event-log/embedded';
import { PglitePool } from '@runstead/postgres/pglite';
import { ChdbClickHouse } from '@runstead/clickhouse/chdb';
import { MemoryHeartbeats } from '@runstead/heartbeats/memory';
import { FilesystemObjectStore } from '@runstead/object-store/filesystem';
import { armStores } from './failpoints/arm-stores';
import type { Failpoint } from './failpoints/failpoint';
import { FailpointDisk } from './failpoints/failpoint-disk';

export interface EmbeddedStores {
  readonly log: EmbeddedEventLog;
  readonly postgres: PglitePool;
  readonly clickHouse: ChdbClickHouse;
  readonly heartbeats: MemoryHeartbeats;
  readonly objects: FilesystemObjectStore;
  /** What an unclean stop left behind and what was done about it, in words; empty after a clean one. */
  readonly notices: readonly string[];
  /** Hex; made on the first start and kept with the data, so that signed links survive a restart. */
  readonly signingSecret: string;
  readonly failpoint: Failpoint | null;
}

export interface EmbeddedOptions {
  /** Of the event log; null leaves the choice to the log. */
  readonly segmentBytes: number | null;
  /** Null but in chaos tests. */
  readonly failpoint: Failpoint | null;
}

/**
 * Opens everything below one data directory. The log comes first: its lock is what keeps a second process out of the
 * other stores, which have none of their own.
 */
export async function openEmbeddedStores(
  dataDir: string,
  clock: Clock,
  { segmentBytes, failpoint }: EmbeddedOptions,
): Promise<EmbeddedStores> {
  await mkdir(dataDir, { recursive: true });
  const notices: string[] = [];
  const log = await EmbeddedEventLog.open(join(dataDir, 'log'), {
    clock,
    ...(segmentBytes === null ? {} : { segmentBytes }),
    ...(failpoint === null ? {} : { disk: new FailpointDisk(failpoint) }),
    onTornTail: (tail) =>
      notices.push(`${tail.path}: ${tail.cutBytes} bytes at the end were cut off, they had not been acknowledged (${tail.what}).`),
  });
  try {
    const [postgres, clickHouse, objects, signingSecret] = await Promise.all([
      PglitePool.open(join(dataDir, 'postgres')),
      ChdbClickHouse.open(join(dataDir, 'clickhouse')),
      FilesystemObjectStore.open(join(dataDir, 'objects')),
      keepSecret(join(dataDir, 'signing-secret')),
    ]);
    await postgres.migrate();
    failpoint?.reached('mid-migration');
    await clickHouse.migrate();
    if (postgres.opening === 'recovered') notices.push('The last stop was not clean: Postgres replayed its journal.');
    if (postgres.opening === 'rebuilt') notices.push('The machine went down while Runstead ran: Postgres is being rebuilt from the log.');
    if (failpoint !== null) armStores({ log, postgres, clickHouse, objects }, failpoint);
    return { notices, log, postgres, clickHouse, heartbeats: new MemoryHeartbeats(clock), objects, signingSecret, failpoint };
  } catch (error) {
    await log.close();
    throw error;
  }
}

/** In the reverse order: the log, and with it the lock, goes last. */
export async function closeEmbeddedStores(stores: EmbeddedStores): Promise<void> {
  stores.failpoint?.reached('before-close');
  await Promise.all([stores.postgres.close(), stores.clickHouse.close(), stores.heartbeats.close(), stores.objects.close()]);
  stores.failpoint?.reached('mid-close');
  await stores.log.close();
}

/** Written to a side file and renamed: a crash between leaves no half secret that would void every link. */
async function keepSecret(path: string): Promise<string> {
  try {
    const kept = (await readFile(path, 'utf8')).trim();
    if (/^[0-9a-f]{64}$/.test(kept)) return kept;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const secret = randomBytes(32).toString('hex');
  const file = await open(`${path}.new`, 'w', 0o600);
  await file.writeFile(`${secret}\n`);
  await file.sync();
  await file.close();
  await rename(`${path}.new`, path);
  return secret;
}
