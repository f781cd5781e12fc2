import { sqlPoolContract } from '../sql-pool.contract';
import { PglitePool } from './pglite-pool';

jest.setTimeout(60_000);

sqlPoolContract('PGlite', (migrations) => PglitePool.inMemory(migrations ? { migrations } : {}));
