export * from './object-store';
export * from './url-signer';
