export * from './object-store';
export * from './object-key';
export * from './url-signer';
