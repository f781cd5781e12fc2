import type { LoggedEvent } from './run-event';

/** Headers `id type version time actor traceparent`; the value is the data as JSON. */
export function encodeEvent(event: LoggedEvent): EncodedRecord {
  void event;
  throw new Error('body follows');
}

export interface EncodedRecord {
  readonly key: string;
  readonly headers: Record<string, string>;
  readonly value: Buffer;
}

/** Lifts older versions with the upcasters. Throws `UndecodableRecordError` for what this server cannot know. */
export function decodeEvent(record: { readonly key: string; readonly headers: Readonly<Record<string, string>>; readonly value: Buffer }): LoggedEvent {
  void record;
  throw new Error('body follows');
}

/** The type of a record without touching its body. */
export function eventTypeOf(headers: Readonly<Record<string, string>>): string {
  return headers['type'] ?? '';
}
