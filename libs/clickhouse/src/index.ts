export * from './click-house';
