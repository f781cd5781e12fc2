export * from './heartbeat-store';
