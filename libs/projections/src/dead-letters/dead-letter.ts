import type { LogRecord, StoredRecord } from '@runstead/event-log';

/** Which part of a record is dead; without `line` the whole record is. */
export interface DeadPart {
  /** Line number in the run's file. */
  readonly line: number;
  /** The line's bytes as they were received. */
  readonly bytes: Buffer;
}

/**
 * Data that could not be used, with where it came from and why. Its record in topic `dead-letters` keeps the original
 * key, headers and bytes and adds the headers `topic partition offset reason projection` and, for one line of a chunk, `line`.
 */
export class DeadLetter {
  constructor(
    readonly origin: StoredRecord,
    readonly reason: string,
    readonly part: DeadPart | null = null,
  ) {}

  /** `projection`: the one that could not use it. */
  toRecord(projection: string): LogRecord {
    const { key, headers, topic, partition, offset, value } = this.origin;
    const line = this.part === null ? {} : { line: String(this.part.line) };
    const added = { topic, partition: String(partition), offset: String(offset), reason: this.reason.slice(0, 1_000), projection, ...line };
    return { key, headers: { ...headers, ...added }, value: this.part?.bytes ?? value };
  }
}

/** Decodes each record; those that `decode` throws at become dead letters. */
export function decodeEach<T>(
  records: readonly StoredRecord[],
  decode: (record: StoredRecord) => T,
): { readonly decoded: readonly { readonly record: StoredRecord; readonly value: T }[]; readonly deadLetters: readonly DeadLetter[] } {
  const decoded: { record: StoredRecord; value: T }[] = [];
  const deadLetters: DeadLetter[] = [];
  for (const record of records) {
    try {
      decoded.push({ record, value: decode(record) });
    } catch (error) {
      deadLetters.push(new DeadLetter(record, error instanceof Error ? error.message : String(error)));
    }
  }
  return { decoded, deadLetters };
}
