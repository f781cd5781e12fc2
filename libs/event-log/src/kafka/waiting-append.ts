import type { LogPosition, LogRecord, LogUnavailableError } from '../event-log';
import type { AppendTarget } from './append-queue';

/** One call of `append` whose answer is awaited. */
export interface WaitingAppend {
  readonly positions: LogPosition[];
  /** Milliseconds since the epoch. */
  readonly deadline: number;
  missing: number;
  over: boolean;
  readonly resolve: (positions: LogPosition[]) => void;
  readonly reject: (error: LogUnavailableError) => void;
}

export interface WaitingRecord {
  readonly append: WaitingAppend;
  /** In its append. */
  readonly index: number;
  readonly record: LogRecord;
  readonly target: AppendTarget;
  readonly partition: number;
  /** At most so large in a batch. */
  readonly bytes: number;
}

export function stored({ append, index, partition }: WaitingRecord, offset: number): void {
  append.positions[index] = { partition, offset };
  append.missing -= 1;
  if (append.missing > 0 || append.over) return;
  append.over = true;
  append.resolve(append.positions);
}

export function refuse(append: WaitingAppend, error: LogUnavailableError): void {
  if (append.over) return;
  append.over = true;
  append.reject(error);
}

/** What framing adds to a record, generously; a character is at most three bytes. */
const FRAME_BYTES = 64;
const CHARACTER_BYTES = 3;

export function sizeOf({ key, headers, value }: LogRecord): number {
  let characters = key.length;
  for (const name in headers) characters += name.length + (headers[name]?.length ?? 0);
  return value.length + CHARACTER_BYTES * characters + FRAME_BYTES;
}
