export * from './config';
export * from './http-server';
export * from './platform.module';
export * from './readiness';
export * from './start-notices';
