export * from './config';
export * from './http-server';
export * from './platform.module';
export * from './readiness';
export * from './start-notices';
export type { DistributedConfig } from './distributed/distributed-config';
export * from './service/run-service';
export * from './service/stop-on-signals';
