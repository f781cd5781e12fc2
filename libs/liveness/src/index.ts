export * from './status-monitor';
export * from './liveness.module';
