import { z } from 'zod';
import type { ServerConfig } from '../config';

const address = (protocols: RegExp, example: string) => z.url({ protocol: protocols, error: `must be an address like ${example}` });
const brokers = z
  .string()
  .transform((text) => text.split(',').map((broker) => broker.trim()))
  .refine((list) => list.every((broker) => /^[^\s:/]+:\d{1,5}$/.test(broker)), 'must be host:port, with commas between several');

/** Where the stores of the distributed deployment are (contracts: environment). All of them are needed by all services. */
const storesSchema = z.object({
  KAFKA_BROKERS: brokers,
  /** `1`: takes topics with fewer than three copies, for trials. */
  KAFKA_ALLOW_UNSAFE_TOPICS: z.enum(['0', '1']).default('0'),
  CLICKHOUSE_URL: address(/^https?$/, 'http://user:password@host:8123/database'),
  CLICKHOUSE_CLUSTER: z
    .string()
    .regex(/^[a-z][a-z0-9_]*$/, 'must be the name of a cluster in the configuration of ClickHouse')
    .optional(),
  POSTGRES_URL: address(/^postgres(ql)?$/, 'postgres://user:password@host:5432/database'),
  REDIS_URL: address(/^rediss?$/, 'redis://:password@host:6379/0'),
  S3_ENDPOINT: address(/^https?$/, 'https://host:9000'),
  S3_BUCKET: z.string().min(3),
  S3_ACCESS_KEY_ID: z.string().min(1),
  S3_SECRET_ACCESS_KEY: z.string().min(1),
  S3_REGION: z.string().min(1).optional(),
});

export interface StoreAddresses {
  readonly kafka: { readonly brokers: readonly string[]; readonly allowUnsafeTopics: boolean };
  readonly clickHouse: { readonly url: string; readonly cluster: string | null };
  readonly postgres: { readonly url: string };
  readonly redis: { readonly url: string };
  readonly s3: {
    readonly endpoint: string;
    readonly bucket: string;
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly region?: string;
  };
}

export interface DistributedConfig extends ServerConfig {
  readonly stores: StoreAddresses;
}

export type StoresResult = { readonly ok: true; readonly stores: StoreAddresses } | { readonly ok: false; readonly problems: string[] };

/** Answers every problem at once, each as one sentence that names the variable. */
export function readStores(environment: Readonly<Record<string, string | undefined>>): StoresResult {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = storesSchema.safeParse(given);
  if (!parsed.success)
    return {
      ok: false,
      problems: parsed.error.issues.map(({ path, message }) => {
        const name = path.join('.');
        return given[name] === undefined ? `${name} is not set.` : `${name}: ${message}.`;
      }),
    };
  const e = parsed.data;
  return {
    ok: true,
    stores: {
      kafka: { brokers: e.KAFKA_BROKERS, allowUnsafeTopics: e.KAFKA_ALLOW_UNSAFE_TOPICS === '1' },
      clickHouse: { url: e.CLICKHOUSE_URL, cluster: e.CLICKHOUSE_CLUSTER ?? null },
      postgres: { url: e.POSTGRES_URL },
      redis: { url: e.REDIS_URL },
      s3: {
        endpoint: e.S3_ENDPOINT,
        bucket: e.S3_BUCKET,
        accessKeyId: e.S3_ACCESS_KEY_ID,
        secretAccessKey: e.S3_SECRET_ACCESS_KEY,
        ...(e.S3_REGION === undefined ? {} : { region: e.S3_REGION }),
      },
    },
  };
}
