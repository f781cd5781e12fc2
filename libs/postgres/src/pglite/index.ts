export { PglitePool } from './pglite-pool';
export type { Opening } from './database-directory';
