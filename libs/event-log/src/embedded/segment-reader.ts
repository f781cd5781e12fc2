import type { Topic } from '@runstead/run-domain';
import { LogUnavailableError } from '../event-log';
import type { LogDisk, LogFile } from './disk';
import { decodeFrame, frameOffset } from './frame';
import { walkFrames } from './frame-walk';
import type { LimitedBatch } from './limited-batch';
import { LogCorruptError } from './log-corrupt-error';
import type { Segment } from './segment';
import { SEGMENT_HEADER_BYTES } from './segment-header';

const MIN_CHUNK_BYTES = 64 * 1024;
const MAX_CHUNK_BYTES = 4 * 1024 * 1024;

/**
 * Adds durable records of one segment to `batch`, from offset `from` (which lies in it), until the batch is full or `end` is reached.
 * Returns the offset of the next record. Throws `LogUnavailableError` when the disk fails, `LogCorruptError` when the bytes are not
 * those that were written.
 */
export async function readSegment(disk: LogDisk, topic: Topic, segment: Segment, from: number, end: number, batch: LimitedBatch): Promise<number> {
  // Opened for each read: a log of terabytes has thousands of segments, a descriptor for each would run out.
  const file = await disk.open(segment.path, 'read').catch((error: unknown) => unavailable(segment, error));
  try {
    return await readFrames(file, topic, segment, from, end, batch);
  } finally {
    await file.close();
  }
}

async function readFrames(file: LogFile, topic: Topic, segment: Segment, from: number, end: number, batch: LimitedBatch): Promise<number> {
  const start = segment.index.floor(from) ?? { offset: segment.base, position: SEGMENT_HEADER_BYTES };
  const durable = { length: segment.length, end: segment.end }; // Both move while this reads.
  const average = durable.length / Math.max(1, durable.end - segment.base);
  const chunkBytes = Math.min(MAX_CHUNK_BYTES, Math.max(MIN_CHUNK_BYTES, (from - start.offset) * average + batch.bytesWanted(average)));
  let next = from;
  const stretch = { file, seed: segment.seed, position: start.position, offset: start.offset, end: durable.length, chunkBytes: Math.ceil(chunkBytes) };
  const walked = await walkFrames(stretch, (buffer, at, frameBytes) => {
    const offset = frameOffset(buffer, at);
    if (offset < from) return true;
    if (offset >= end) return false;
    const more = batch.add(decodeFrame(buffer, at, frameBytes, topic));
    next = batch.records.at(-1)?.offset === offset ? offset + 1 : offset;
    return more;
  }).catch((error: unknown) => unavailable(segment, error));
  if (walked.damage !== null) throw new LogCorruptError(segment.path, walked.position, walked.damage);
  return next;
}

function unavailable(segment: Segment, error: unknown): never {
  throw new LogUnavailableError(`The event log cannot read ${segment.path}: ${error instanceof Error ? error.message : String(error)}`, {
    cause: error,
  });
}
