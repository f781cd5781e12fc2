export * from './change-feed';
export * from './projection-progress';
