export { EmbeddedEventLog, type EmbeddedEventLogOptions } from './embedded-event-log';
export { LogDirectoryLockedError } from './directory-lock';
export { LogCorruptError } from './log-corrupt-error';
export type { TornTail } from './segment-recovery';
