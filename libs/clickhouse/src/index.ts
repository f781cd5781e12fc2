export * from './click-house';
export * from './tab-separated';
export * from './row-binary';
export * from './row-binary-writer';
export * from './row-cuts';
export * from './short-text';
