import type { EncodedRecord } from './event-codec';
import type { StreamChunk } from './stream-chunk';

/** Key = run id; every field but `value` is a header of the same name. */
export function encodeChunk(chunk: StreamChunk): EncodedRecord {
  void chunk;
  throw new Error('body follows');
}

export function decodeChunk(record: { readonly headers: Readonly<Record<string, string>>; readonly value: Buffer }): StreamChunk {
  void record;
  throw new Error('body follows');
}

export function chunkLines(chunk: Pick<StreamChunk, 'lineCount' | 'encoding' | 'value'>): string[] {
  void chunk;
  throw new Error('body follows');
}
