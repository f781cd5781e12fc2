export * from './status-monitor';
export * from './liveness.module';
export * from './listening.module';
