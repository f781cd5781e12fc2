import type { Topic } from '@runstead/run-domain';
import type { StoredRecord } from '../event-log';
import { decodeFrame, frameBytesAt } from './segments/frame';

/** Memory that a decoded record and its bookkeeping take besides its bytes, about. */
const OVERHEAD_BYTES = 512;

interface CachedGroup {
  readonly base: number;
  readonly end: number;
  readonly frames: Buffer;
  /** Null until somebody reads the group: a log that nobody follows decodes nothing. */
  records: StoredRecord[] | null;
}

/**
 * The newest groups as they were written, so that projectors that keep up never touch the disk. A group is decoded once, by the code that
 * decodes it from disk; all readers share the records.
 */
export class TailCache {
  private readonly groups: CachedGroup[] = [];
  private bytes = 0;

  constructor(
    private readonly topic: Topic,
    private readonly maxBytes: number,
  ) {}

  /** Takes a group that has just become durable; it follows the one before without a gap. The buffer is not written to any more. */
  add(base: number, end: number, frames: Buffer): void {
    this.groups.push({ base, end, frames, records: null });
    this.bytes += cost(base, end, frames);
    while (this.bytes > this.maxBytes) this.evictOldest();
  }

  /** The first offset that is in memory; `otherwise` when nothing is. */
  firstOffset(otherwise: number): number {
    return this.groups[0]?.base ?? otherwise;
  }

  /** The records from `offset` to the end of its group; empty when that offset is not in memory. */
  recordsFrom(offset: number): readonly StoredRecord[] {
    const group = this.find(offset);
    if (group === undefined) return [];
    group.records ??= decodeAll(group.frames, this.topic);
    return offset === group.base ? group.records : group.records.slice(offset - group.base);
  }

  private find(offset: number): CachedGroup | undefined {
    let low = 0;
    let high = this.groups.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const group = this.groups[middle];
      if (group !== undefined && group.end <= offset) low = middle + 1;
      else high = middle;
    }
    const found = this.groups[low];
    return found !== undefined && found.base <= offset ? found : undefined;
  }

  private evictOldest(): void {
    const oldest = this.groups.shift();
    if (oldest !== undefined) this.bytes -= cost(oldest.base, oldest.end, oldest.frames);
  }
}

function cost(base: number, end: number, frames: Buffer): number {
  return frames.length + (end - base) * OVERHEAD_BYTES;
}

function decodeAll(frames: Buffer, topic: Topic): StoredRecord[] {
  const records: StoredRecord[] = [];
  for (let at = 0; at < frames.length;) {
    const bytes = frameBytesAt(frames, at) ?? frames.length - at;
    records.push(decodeFrame(frames, at, bytes, topic));
    at += bytes;
  }
  return records;
}
