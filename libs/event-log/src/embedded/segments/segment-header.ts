import { crc32 } from 'node:zlib';

/*
 * First bytes of a segment file, little-endian: 8 bytes magic with the format's version, u64 base offset, u32 seed, u32 CRC-32 of the rest.
 * The seed is random and starts every checksum of the file: bytes that a client logs, or stale blocks of another file that a crash
 * leaves behind, can not pass for a frame of this segment.
 */
const MAGIC = Buffer.from('RSTDLOG1', 'latin1');
const BASE_AT = 8;
const SEED_AT = 16;
const CHECKSUM_AT = 20;

export const SEGMENT_HEADER_BYTES = 24;

export function encodeSegmentHeader(base: number, seed: number): Buffer {
  const header = Buffer.alloc(SEGMENT_HEADER_BYTES);
  MAGIC.copy(header);
  header.writeBigUInt64LE(BigInt(base), BASE_AT);
  header.writeUInt32LE(seed, SEED_AT);
  header.writeUInt32LE(crc32(header.subarray(0, CHECKSUM_AT)), CHECKSUM_AT);
  return header;
}

/** The seed of the segment, null when the header is not one of a segment that starts at `base`. */
export function seedFromHeader(header: Buffer, base: number): number | null {
  if (header.length < SEGMENT_HEADER_BYTES) return null;
  const expected = encodeSegmentHeader(base, header.readUInt32LE(SEED_AT));
  return expected.equals(header.subarray(0, SEGMENT_HEADER_BYTES)) ? header.readUInt32LE(SEED_AT) : null;
}
