export { MemoryHeartbeats } from './memory-heartbeats';
