export * from './sql-pool';
export * from './schema-pool';
export * from './database';
export * from './artifact-tables';
export * from './migrations';
export * from './result-values';
export * from './peers';
