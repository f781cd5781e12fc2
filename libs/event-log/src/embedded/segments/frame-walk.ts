import type { LogFile } from '../disk/disk';
import { FRAME_LENGTH_BYTES, frameBytesAt, frameOffset, isIntact } from './frame';

/** A stretch of one segment file whose frames are to be walked. */
export interface Stretch {
  readonly file: LogFile;
  readonly seed: number;
  /** Where the first frame begins, and which offset it must have. */
  readonly position: number;
  readonly offset: number;
  /** Byte position behind the last frame. */
  readonly end: number;
  /** How much to read at a time; a larger frame is read whole all the same. */
  readonly chunkBytes: number;
}

export interface WalkEnd {
  readonly position: number;
  /** The offset of the next record. */
  readonly offset: number;
  /** Why the walk ended before the end of the stretch; null when it did not, or when `visit` had enough. */
  readonly damage: string | null;
}

/** Takes an intact frame; false ends the walk behind it. `position` is the frame's place in the file, `at` its place in `buffer`. */
export type Visit = (buffer: Buffer, at: number, frameBytes: number, position: number) => boolean;

/** Reads frames in order, checking length, checksum and offset of each before it is shown to `visit`. Read errors are thrown as they come. */
export async function walkFrames(stretch: Stretch, visit: Visit): Promise<WalkEnd> {
  const cursor = { position: stretch.position, offset: stretch.offset };
  let wanted = stretch.chunkBytes;
  while (cursor.position < stretch.end) {
    const chunk = Buffer.allocUnsafeSlow(Math.min(Math.max(wanted, stretch.chunkBytes), stretch.end - cursor.position));
    const count = await stretch.file.read(chunk, cursor.position);
    if (count < chunk.length) return { ...cursor, damage: 'the file is shorter than it was' };
    const step = walkChunk(stretch, cursor, chunk, visit);
    if (step.kind === 'enough') return { ...cursor, damage: null };
    if (step.kind === 'damaged') return { ...cursor, damage: step.what };
    wanted = step.bytes;
  }
  return { ...cursor, damage: null };
}

type Step = { kind: 'more'; bytes: number } | { kind: 'enough' } | { kind: 'damaged'; what: string };

/** Walks the whole frames of one chunk and moves the cursor behind them. */
function walkChunk(stretch: Stretch, cursor: { position: number; offset: number }, chunk: Buffer, visit: Visit): Step {
  const chunkStart = cursor.position;
  for (;;) {
    const at = cursor.position - chunkStart;
    const left = stretch.end - cursor.position;
    if (left === 0) return { kind: 'more', bytes: 0 };
    if (left < FRAME_LENGTH_BYTES) return { kind: 'damaged', what: 'a record is cut off' };
    if (chunk.length - at < FRAME_LENGTH_BYTES) return { kind: 'more', bytes: FRAME_LENGTH_BYTES };
    const bytes = frameBytesAt(chunk, at);
    if (bytes === null) return { kind: 'damaged', what: 'no record begins here' };
    if (bytes > left) return { kind: 'damaged', what: 'a record is cut off' };
    if (chunk.length - at < bytes) return { kind: 'more', bytes };
    if (!isIntact(chunk, at, bytes, stretch.seed)) return { kind: 'damaged', what: 'the checksum of a record does not match' };
    const offset = frameOffset(chunk, at);
    if (offset !== cursor.offset) return { kind: 'damaged', what: `record ${offset} where record ${cursor.offset} belongs` };
    const position = cursor.position;
    cursor.position += bytes;
    cursor.offset += 1;
    if (!visit(chunk, at, bytes, position)) return { kind: 'enough' };
  }
}
