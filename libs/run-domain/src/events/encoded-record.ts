/** What a codec hands to the log: header names and values are text. */
export interface EncodedRecord {
  readonly key: string;
  readonly headers: Record<string, string>;
  readonly value: Buffer;
}

export type RecordHeaders = Readonly<Record<string, string>>;

/** The record is intact but means nothing to this server: unknown type, newer version, wrong shape. A data error. */
export class UndecodableRecordError extends Error {
  override readonly name = 'UndecodableRecordError';
}

export function textHeader(headers: RecordHeaders, name: string): string {
  const value = headers[name];
  if (value === undefined) throw new UndecodableRecordError(`Header ${name} is missing`);
  return value;
}

export function countHeader(headers: RecordHeaders, name: string): number {
  const value = Number(textHeader(headers, name));
  if (!Number.isSafeInteger(value) || value < 0) throw new UndecodableRecordError(`Header ${name} is not a count`);
  return value;
}

/** The type of a record without touching its body; empty when it has none. */
export function eventTypeOf(headers: RecordHeaders): string {
  return headers['type'] ?? '';
}
