import { heartbeatStoreContract } from '../heartbeat-store.contract';
import { MemoryHeartbeats } from './memory-heartbeats';

heartbeatStoreContract('MemoryHeartbeats', async (clock) => new MemoryHeartbeats(clock));
