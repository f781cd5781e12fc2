export { PgPool, type PgOptions } from './pg-pool';
export { PgPeers } from './pg-peers';
