export * from './change-feed';
export * from './projection-progress';
export * from './projection-health';
export * from './projector';
export * from './projection-runner';
export * from './projections.module';
export * from './checkpoint-store';
export * from './dead-letters/dead-letter';
