export { RedisHeartbeats, type RedisHeartbeatsOptions } from './redis-heartbeats';
