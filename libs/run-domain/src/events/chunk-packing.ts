import { promisify } from 'node:util';
import { type ZlibOptions, deflateRaw, deflateRawSync, inflateRawSync } from 'node:zlib';
import { type EncodedRecord, type RecordHeaders, UndecodableRecordError, countHeader } from './encoded-record';

const deflate = promisify<Buffer, ZlibOptions, Buffer>(deflateRaw);

/** What the `encoding` header of a packed record ends with. */
const PACKED = '+deflate';
/** Below it the headers are most of the record. */
const WORTH_BYTES = 1_024;
/**
 * A small value needs no window of 32 KiB, whose allocation would cost more than the work, and is deflated on the spot: 60
 * microseconds for 6 KB, half of what the way to another thread and back costs.
 */
const SMALL_BYTES = 16 * 1_024;
/** No record holds more: the longest line is 11 MiB. */
const MOST_BYTES = 64 * 1_024 * 1_024;

/**
 * The record with its value deflated (RFC 1951, level 1; large ones in a thread of the pool), when that makes it smaller: header `encoding`
 * then ends with `+deflate` and `bytes` holds the length before. Lines of numbers shrink to about a quarter, for
 * 5 ms of CPU a megabyte; reading them again costs 1 ms.
 */
export async function packRecord(record: EncodedRecord): Promise<EncodedRecord> {
  const { value, headers } = record;
  const encoding = headers['encoding'];
  if (value.length < WORTH_BYTES || encoding === undefined) return record;
  const packed =
    value.length < SMALL_BYTES
      ? deflateRawSync(value, { level: 1, windowBits: 13, memLevel: 6 })
      : await deflate(value, { level: 1, memLevel: 9 });
  if (packed.length >= value.length) return record;
  return { ...record, headers: { ...headers, encoding: encoding + PACKED, bytes: String(value.length) }, value: packed };
}

/** Length of a record's value when it is unpacked; of any record, packed or not. */
export function unpackedBytes({ headers, value }: { readonly headers: RecordHeaders; readonly value: Buffer }): number {
  const told = headers['encoding']?.endsWith(PACKED) ? Number(headers['bytes']) : value.length;
  return Number.isSafeInteger(told) ? told : value.length;
}

/** `encoding` and value as they were before `packRecord`. Throws `UndecodableRecordError`. */
export function unpacked(headers: RecordHeaders, value: Buffer): { readonly encoding: string; readonly value: Buffer } {
  const encoding = headers['encoding'] ?? 'lines';
  if (!encoding.endsWith(PACKED)) return { encoding, value };
  return { encoding: encoding.slice(0, -PACKED.length), value: inflated(value, countHeader(headers, 'bytes')) };
}

function inflated(value: Buffer, bytes: number): Buffer {
  if (bytes > MOST_BYTES) throw new UndecodableRecordError(`The value would be ${bytes} bytes long`);
  try {
    // One output buffer of the right size: several times as fast as growing pieces. One byte more shows a value that is too long.
    const text = inflateRawSync(value, { chunkSize: Math.max(64, bytes + 1), maxOutputLength: Math.max(64, bytes + 1) });
    if (text.length === bytes) return text;
  } catch (error) {
    throw new UndecodableRecordError('The value cannot be inflated', { cause: error });
  }
  throw new UndecodableRecordError(`The value is not the ${bytes} bytes that its header says`);
}
