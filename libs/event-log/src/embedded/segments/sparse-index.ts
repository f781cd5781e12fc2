/** Bytes between two entries: a seek reads at most that much too much. 512 entries for a segment of 128 MiB. */
const INTERVAL_BYTES = 256 * 1024;

export interface IndexEntry {
  readonly offset: number;
  /** Byte position of that record's frame in the segment. */
  readonly position: number;
}

/** Where to start reading for an offset, within one segment. Derived from the frames, so it can be lost at any time. */
export class SparseIndex {
  private readonly entries: IndexEntry[] = [];

  /** Tells of a frame; frames come in the order of their offsets. */
  note(offset: number, position: number): void {
    const last = this.entries.at(-1);
    if (last === undefined || position - last.position >= INTERVAL_BYTES) this.entries.push({ offset, position });
  }

  /** The last known frame at or before `offset`, undefined before the first. */
  floor(offset: number): IndexEntry | undefined {
    let low = 0;
    let high = this.entries.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const entry = this.entries[middle];
      if (entry !== undefined && entry.offset <= offset) low = middle + 1;
      else high = middle;
    }
    return this.entries[low - 1];
  }

  toJSON(): IndexEntry[] {
    return this.entries;
  }

  static of(entries: readonly IndexEntry[]): SparseIndex {
    const index = new SparseIndex();
    index.entries.push(...entries);
    return index;
  }
}
