export * from './sweep';
export * from './sweep-agents';
export * from './sweep-commands';
export { planOf, type SweepPlan } from './sweep-plan';
export * from './sweep-queries';
export type { SweepTally } from './sweep-runs';
export * from './sweeps.module';
export { parseSweepConfig } from './config/parse-sweep-config';
