export * from './config/sweep-config';
export * from './config/parse-sweep-config';
