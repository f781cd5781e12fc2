import { sqlPoolContract } from '../sql-pool.contract';
import { PglitePool } from './pglite-pool';

sqlPoolContract('PGlite', (migrations) => PglitePool.inMemory(migrations ? { migrations } : {}));
