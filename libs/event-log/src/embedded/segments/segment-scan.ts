import type { LogFile } from '../disk/disk';
import { frameBytesAt, frameGroupDistance, frameOffset, isIntact, MIN_FRAME_BYTES } from './frame';
import { walkFrames } from './frame-walk';
import { LogCorruptError } from './log-corrupt-error';
import type { Segment } from './segment';
import { SEGMENT_HEADER_BYTES, seedFromHeader } from './segment-header';
import { SparseIndex } from './sparse-index';

const SCAN_CHUNK_BYTES = 1024 * 1024;

export interface Scan {
  /** Describes the intact records from the start of the file. */
  readonly segment: Segment;
  /** What follows them when it is not a record; null when the file ends with the last intact one. */
  readonly tail: { readonly bytes: number; readonly what: string } | null;
}

/** Reads a whole segment and checks every frame. Throws `LogCorruptError` for a bad header; what to make of a tail is the caller's matter. */
export async function scanSegment(file: LogFile, path: string, base: number): Promise<Scan> {
  const { length } = await file.stat();
  const header = Buffer.alloc(SEGMENT_HEADER_BYTES);
  const count = await file.read(header, 0);
  const seed = seedFromHeader(header.subarray(0, count), base);
  if (seed === null) throw new LogCorruptError(path, 0, `the header of a segment that starts at record ${base} is missing`);
  const index = new SparseIndex();
  const start = { position: SEGMENT_HEADER_BYTES, offset: base };
  const walked = await walkFrames({ ...start, file, seed, end: length, chunkBytes: SCAN_CHUNK_BYTES }, (buffer, at, _bytes, position) => {
    index.note(frameOffset(buffer, at), position);
    return true;
  });
  const segment = { path, base, seed, index, length: walked.position, end: walked.offset };
  return { segment, tail: walked.damage === null ? null : { bytes: length - walked.position, what: walked.damage } };
}

/**
 * Whether the damage behind the intact records is lost data or a write that never finished.
 *
 * A group is written only after the group before it is durable, and each frame knows where its group starts. So an intact frame whose
 * group starts behind the damage proves that the damaged bytes were durable once: acknowledged records are lost. Without such a frame
 * the damage lies in the last group, of which nothing was acknowledged, in whatever order the disk kept its blocks.
 *
 * Returns the offset of the proving record, or null for a torn write. Reads the rest of the segment into memory; only runs after damage.
 */
export async function recordProvingLoss(file: LogFile, { segment, tail }: Scan): Promise<number | null> {
  const rest = Buffer.allocUnsafeSlow(tail?.bytes ?? 0);
  const count = await file.read(rest, segment.length);
  const highest = segment.end + count / MIN_FRAME_BYTES;
  for (let at = 1; at <= count - MIN_FRAME_BYTES; at++) {
    const bytes = frameBytesAt(rest, at);
    if (bytes === null || at + bytes > count || frameGroupDistance(rest, at) >= at) continue;
    const offset = frameOffset(rest, at);
    if (offset > segment.end && offset <= highest && isIntact(rest, at, bytes, segment.seed)) return offset;
  }
  return null;
}
