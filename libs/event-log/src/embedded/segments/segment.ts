import * as path from 'node:path';
import type { SparseIndex } from './sparse-index';

/** What is known of one segment file; `length` and `end` cover durable records only. */
export interface Segment {
  readonly path: string;
  /** Offset of its first record. */
  readonly base: number;
  /** Starts the checksums of its frames. */
  readonly seed: number;
  readonly index: SparseIndex;
  /** Bytes, header included. */
  length: number;
  /** Offset behind its last record. */
  end: number;
}

export function segmentPath(directory: string, base: number): string {
  return path.join(directory, `${String(base).padStart(20, '0')}.log`);
}

/** The base offset that a file name states, null for other files. */
export function baseOfSegmentFile(name: string): number | null {
  return /^\d{20}\.log$/.test(name) ? Number(name.slice(0, 20)) : null;
}
