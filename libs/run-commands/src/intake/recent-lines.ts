/** A line number below the watermark that was never sent. */
const ABSENT = -1;
const KEPT = 512;
const MOST = 16_384;

/** What is known of a line that arrives below the watermark; `unknown` lines must be looked up where they are stored. */
export type LineMemory = 'equal' | 'different' | 'absent' | 'unknown';

/** Hashes of the newest lines of one stream: at least of its last post, which is the one that a client repeats. */
export class RecentLines {
  private hashes: number[] = [];

  /** `first`: the lowest line number that is remembered. */
  constructor(private first: number) {}

  /** How many lines are remembered. */
  get size(): number {
    return this.hashes.length;
  }

  compare(line: number, hash: number): LineMemory {
    const held = line < this.first ? undefined : this.hashes[line - this.first];
    if (held === undefined) return 'unknown';
    if (held === ABSENT) return 'absent';
    return held === hash ? 'equal' : 'different';
  }

  /** Lines from `from` on are in the log now. Call `trim` when the whole post is. */
  note(from: number, hashes: readonly number[]): void {
    const end = this.first + this.hashes.length;
    if (from > end + MOST) {
      this.first = from;
      this.hashes = [...hashes];
      return;
    }
    for (let line = end; line < from; line += 1) this.hashes.push(ABSENT);
    hashes.forEach((hash, index) => {
      const at = from + index - this.first;
      if (at >= 0) this.hashes[at] = hash;
    });
  }

  trim(linesOfPost: number): void {
    const surplus = this.hashes.length - Math.min(MOST, Math.max(KEPT, linesOfPost));
    if (surplus <= 0) return;
    this.hashes = this.hashes.slice(surplus);
    this.first += surplus;
  }
}
