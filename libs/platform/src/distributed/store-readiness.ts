import { Readiness } from '../readiness';
import type { DistributedStores } from './distributed-stores';

export type Vital = 'kafka' | 'postgres' | 'clickhouse' | 'redis' | 's3';

const PATIENCE_MS = 3_000;

/** Every store is asked something real; only the vital ones decide whether the service takes traffic. */
export function storeReadiness(stores: DistributedStores, vital: readonly Vital[]): Readiness {
  const readiness = new Readiness();
  const asked: Readonly<Record<Vital, () => Promise<unknown>>> = {
    kafka: async () => stores.log.endOffset('run-events', 0),
    postgres: async () => stores.postgres.ping(PATIENCE_MS),
    clickhouse: async () => stores.clickHouse.ping(PATIENCE_MS),
    redis: async () => stores.heartbeats.count(),
    s3: async () => stores.objects.size('readiness'),
  };
  for (const [name, ask] of Object.entries(asked) as [Vital, () => Promise<unknown>][])
    readiness.add(name, async () => inTime(ask), { vital: vital.includes(name) });
  return readiness;
}

async function inTime(ask: () => Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${PATIENCE_MS} ms`)), PATIENCE_MS);
  });
  try {
    await Promise.race([ask(), late]);
  } finally {
    clearTimeout(timer);
  }
}
