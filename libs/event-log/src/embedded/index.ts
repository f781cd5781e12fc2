export { type FileState, LogDisk, LogFile } from './disk/disk';
export { NodeDisk } from './disk/node-disk';
export { EmbeddedEventLog, type EmbeddedEventLogOptions } from './embedded-event-log';
export { LogDirectoryLockedError } from './lock/directory-lock';
export { LogCorruptError } from './segments/log-corrupt-error';
export type { TornTail } from './segments/segment-recovery';
