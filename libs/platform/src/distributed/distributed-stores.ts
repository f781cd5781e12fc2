import { randomBytes } from 'node:crypto';
import type { Clock } from '@runstead/run-domain';
import { KafkaEventLog } from '@runstead/event-log/kafka';
import type { Duty } from '@runstead/postgres';
import { PgPeers, PgPool } from '@runstead/postgres/pg';
import { HttpClickHouse } from '@runstead/clickhouse/http';
import { RedisHeartbeats } from '@runstead/heartbeats/redis';
import { S3ObjectStore } from '@runstead/object-store/s3';
import type { StoreAddresses } from './distributed-config';

export interface DistributedStores {
  readonly log: KafkaEventLog;
  readonly postgres: PgPool;
  readonly peers: PgPeers;
  readonly clickHouse: HttpClickHouse;
  readonly heartbeats: RedisHeartbeats;
  readonly objects: S3ObjectStore;
  /** Hex; made once for all processes. */
  readonly signingSecret: string;
  /** What was taken although it is not as it should be, in sentences. */
  readonly notices: readonly string[];
}

export interface Identity {
  /** What the stores' own lists of clients show. */
  readonly service: string;
  readonly duties: readonly Duty[];
}

/** Stores that cannot be used, each with its reason: all of them, so that nobody mends them one start at a time. */
export class StoresUnavailableError extends Error {
  override readonly name = 'StoresUnavailableError';

  constructor(readonly problems: readonly string[]) {
    super(problems.join('\n'));
  }
}

/** Connects to everything and brings both databases up to date. Throws `StoresUnavailableError`. */
export async function openDistributedStores(addresses: StoreAddresses, identity: Identity, clock: Clock): Promise<DistributedStores> {
  const notices: string[] = [];
  const applicationName = `runstead ${identity.service}`;
  const postgres = new PgPool({ url: addresses.postgres.url, applicationName, maxConnections: 12 });
  const peers = new PgPeers(postgres, addresses.postgres.url, applicationName, identity.duties);
  const clickHouse = new HttpClickHouse({ ...addresses.clickHouse, applicationName });
  const kafka = {
    ...addresses.kafka,
    clientId: `runstead-${identity.service}`,
    clock,
    onWarning: (text: string) => void notices.push(text),
    onStuck: startAgain,
  };
  const [log, objects, heartbeats, ...databases] = await Promise.allSettled([
    KafkaEventLog.open(kafka),
    S3ObjectStore.open(addresses.s3),
    RedisHeartbeats.open({ url: addresses.redis.url }),
    postgres.migrate(),
    clickHouse.ping(10_000),
  ]);
  const problems = [
    problem('Kafka (KAFKA_BROKERS)', log),
    problem('The object store (S3_ENDPOINT, S3_BUCKET, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY)', objects),
    problem('Postgres (POSTGRES_URL)', databases[0]),
    problem('ClickHouse (CLICKHOUSE_URL)', databases[1]),
  ].filter((text) => text !== null);
  const opened = { log: valueOf(log), objects: valueOf(objects), heartbeats: valueOf(heartbeats), postgres, peers, clickHouse };
  try {
    if (problems.length > 0 || !opened.log || !opened.objects || !opened.heartbeats) throw new StoresUnavailableError(problems);
    // Statements on tables have no transaction there: one process at a time, the others then find nothing to do.
    await peers.turn('migrations:clickhouse', async () => clickHouse.migrate());
    const { log: kafkaLog, objects: bucket, heartbeats: redis } = opened;
    return {
      log: kafkaLog,
      objects: bucket,
      heartbeats: redis,
      postgres,
      peers,
      clickHouse,
      signingSecret: await secretOf(postgres),
      notices,
    };
  } catch (error) {
    await closeAll(Object.values(opened));
    throw error;
  }
}

/** The log last: what still waits for an answer of it is given one. */
export async function closeDistributedStores(stores: DistributedStores): Promise<void> {
  const { log, postgres, peers, clickHouse, heartbeats, objects } = stores;
  await peers.close();
  await closeAll([postgres, clickHouse, heartbeats, objects]);
  await log.close();
}

/** Whoever keeps the process (Kubernetes, compose, `npm run cluster`) starts it again; everything that was acknowledged is in the log. */
function startAgain(reason: string): never {
  process.stderr.write(`${reason}. The process ends to be started again.\n`);
  process.exit(1);
}

async function closeAll(stores: readonly ({ close(): Promise<void> } | null)[]): Promise<void> {
  // They are left behind; what goes wrong with that is of no consequence any more.
  await Promise.allSettled(stores.map(async (store) => store?.close()));
}

/** Whichever process comes first makes it; it lies with the data that it protects. */
async function secretOf(postgres: PgPool): Promise<string> {
  const fresh = { name: 'signing', secret: randomBytes(32).toString('hex') };
  await postgres.db
    .insertInto('server_secrets')
    .values(fresh)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const kept = await postgres.db.selectFrom('server_secrets').select('secret').where('name', '=', fresh.name).executeTakeFirstOrThrow();
  return kept.secret;
}

function problem(what: string, outcome: PromiseSettledResult<unknown> | undefined): string | null {
  if (outcome?.status !== 'rejected') return null;
  const { reason } = outcome as PromiseRejectedResult;
  return `${what} cannot be used: ${sentence(reason)}`;
}

function sentence(reason: unknown): string {
  if (reason instanceof AggregateError) return reason.errors.map(sentence).join(', ');
  const text = reason instanceof Error ? reason.message || reason.name : String(reason);
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

function valueOf<T>(outcome: PromiseSettledResult<T>): T | null {
  return outcome.status === 'fulfilled' ? outcome.value : null;
}
