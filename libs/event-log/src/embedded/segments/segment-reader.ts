import type { Topic } from '@runstead/run-domain';
import { LogUnavailableError } from '../../event-log';
import type { LogDisk, LogFile } from '../disk/disk';
import { decodeFrame, frameOffset } from './frame';
import { walkFrames } from './frame-walk';
import type { LimitedBatch } from './limited-batch';
import { LogCorruptError } from './log-corrupt-error';
import type { Segment } from './segment';
import { SEGMENT_HEADER_BYTES } from './segment-header';
import { reasonOf } from '../disk/system-error';

const MIN_CHUNK_BYTES = 64 * 1024;
const MAX_CHUNK_BYTES = 4 * 1024 * 1024;

/** The durable records of one segment from offset `from` (which lies in it) up to `end`. */
export interface SegmentRange {
  readonly segment: Segment;
  readonly from: number;
  readonly end: number;
}

/**
 * Adds the records of the range to `batch` until it is full. Throws `LogUnavailableError` when the disk fails, `LogCorruptError` when the
 * bytes are not those that were written.
 */
export async function readSegment(disk: LogDisk, topic: Topic, range: SegmentRange, batch: LimitedBatch): Promise<void> {
  const { segment } = range;
  // Opened for each read: a log of terabytes has thousands of segments, a descriptor for each would run out.
  const file = await disk.open(segment.path, 'read').catch((error: unknown) => unavailable(segment, error));
  try {
    await readFrames(file, topic, range, batch);
  } finally {
    await file.close();
  }
}

async function readFrames(file: LogFile, topic: Topic, { segment, from, end }: SegmentRange, batch: LimitedBatch): Promise<void> {
  const start = segment.index.floor(from) ?? { offset: segment.base, position: SEGMENT_HEADER_BYTES };
  const { length, end: durableEnd } = segment; // Both move while this reads.
  const averageBytes = length / Math.max(1, durableEnd - segment.base);
  const wanted = Math.ceil((from - start.offset) * averageBytes + batch.bytesWanted(averageBytes));
  const chunkBytes = Math.min(MAX_CHUNK_BYTES, Math.max(MIN_CHUNK_BYTES, wanted));
  const walked = await walkFrames({ ...start, file, seed: segment.seed, end: length, chunkBytes }, (buffer, at, frameBytes) => {
    const offset = frameOffset(buffer, at);
    if (offset < from) return true;
    return offset < end && batch.add(decodeFrame(buffer, at, frameBytes, topic));
  }).catch((error: unknown) => unavailable(segment, error));
  if (walked.damage !== null) throw new LogCorruptError(segment.path, walked.position, walked.damage);
  if (walked.offset < Math.min(end, durableEnd) && !batch.full) {
    throw new LogCorruptError(segment.path, walked.position, `record ${walked.offset} is missing`);
  }
}

function unavailable(segment: Segment, error: unknown): never {
  throw new LogUnavailableError(`The event log cannot read ${segment.path}: ${reasonOf(error)}`, { cause: error });
}
