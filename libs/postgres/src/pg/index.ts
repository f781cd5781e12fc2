export { PgPool, type PgOptions } from './pg-pool';
