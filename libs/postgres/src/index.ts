export * from './sql-pool';
export * from './database';
