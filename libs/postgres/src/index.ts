export * from './sql-pool';
export * from './database';
export * from './migrations';
export * from './result-values';
