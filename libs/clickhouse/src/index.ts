export * from './click-house';
export * from './tab-separated';
export * from './row-binary';
export * from './row-binary-writer';
export { HistoryView, type ViewedRow } from './history-view';
export * from './short-text';
