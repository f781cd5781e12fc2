import { LineRanges } from '@runstead/run-domain';
import { type LineMemory, RecentLines } from './recent-lines';

/** What the log holds of one file of one writer. Moved only after an append is durable. */
export class StreamState {
  readonly recent: RecentLines;
  /** Hash of the newest summary, whose lines have no numbers of their own; null when not known. */
  newestSummary: number | null = null;

  constructor(
    /** The next expected line. */
    public next: number,
    readonly generation: number,
    /** Lines below `next` that never came. */
    private gaps: LineRanges = LineRanges.NONE,
  ) {
    this.recent = new RecentLines(next);
  }

  /** What is known of a line that arrives below the watermark. */
  compare(line: number, hash: number): LineMemory {
    return this.gaps.has(line) ? 'absent' : this.recent.compare(line, hash);
  }

  /** Lines are in the log now, `gap` of them were skipped before the first. */
  note(firstLine: number, hashes: readonly number[], gap: number): void {
    const end = firstLine + hashes.length;
    this.gaps = this.gaps.without(firstLine, end).with(firstLine - gap, firstLine);
    this.recent.note(firstLine, hashes);
    this.next = Math.max(this.next, end);
  }
}

/** The streams of one run, by file and writer. */
export class RunStreams {
  private readonly states = new Map<string, StreamState>();
  private readonly steps = new Map<string, number>();

  /** A stream that never spoke starts at line 0. */
  of(file: string, writer: string): StreamState {
    const key = `${file}/${writer}`;
    const state = this.states.get(key) ?? new StreamState(0, 0);
    this.states.set(key, state);
    return state;
  }

  put(file: string, writer: string, state: StreamState): void {
    this.states.set(`${file}/${writer}`, state);
  }

  /** Of any stream: what a rewind counts on from. */
  get newestGeneration(): number {
    return Math.max(0, ...[...this.states.values()].map(({ generation }) => generation));
  }

  /** The next `count` steps of rows that bring none, whichever writer they are of (protocol 6.7). */
  takeSteps(file: string, count: number): number {
    const first = this.steps.get(file) ?? this.next(file, '');
    this.steps.set(file, first + count);
    return first;
  }

  /** Steps below `next` were given away. */
  stepsGiven(file: string, next: number): void {
    this.steps.set(file, Math.max(next, this.steps.get(file) ?? this.next(file, '')));
  }

  next(file: string, writer: string): number {
    return this.states.get(`${file}/${writer}`)?.next ?? 0;
  }

  /** What it costs to remember them. */
  get weight(): number {
    let weight = 50;
    for (const { recent } of this.states.values()) weight += 20 + recent.size;
    return weight;
  }
}
