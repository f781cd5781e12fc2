import { clickhouse } from './clickhouse.mjs';
import { kafka } from './kafka.mjs';
import { postgres } from './postgres.mjs';
import { redis } from './redis.mjs';
import { s3 } from './s3.mjs';

/** Real components that suites and the local cluster run, by name. Each knows how it is installed and how it is started. */
export const components = { kafka, redis, postgres, clickhouse, s3 };
