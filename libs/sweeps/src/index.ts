export * from './sweep';
export * from './sweep-agents';
export * from './sweep-commands';
export * from './sweep-queries';
export * from './sweeps.module';
export { parseSweepConfig } from './config/parse-sweep-config';
