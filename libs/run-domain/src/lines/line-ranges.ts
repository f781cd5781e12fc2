/** More are not remembered: the oldest go first. A client that skips lines so often has lost its order for good. */
const MOST_RANGES = 500;

/** Disjoint ranges of line numbers, ascending; `end` is exclusive. */
export class LineRanges {
  private constructor(private readonly ranges: readonly (readonly [first: number, end: number])[]) {}

  static readonly NONE = new LineRanges([]);

  /** Of what `toText` wrote; anything else is no ranges. */
  static fromText(text: string): LineRanges {
    return text === '[]' ? LineRanges.NONE : new LineRanges(JSON.parse(text) as [number, number][]);
  }

  toText(): string {
    return JSON.stringify(this.ranges);
  }

  has(line: number): boolean {
    return this.ranges.some(([first, end]) => line >= first && line < end);
  }

  /** With a range that lies behind all others. */
  with(first: number, end: number): LineRanges {
    return first >= end ? this : new LineRanges([...this.ranges, [first, end] as const].slice(-MOST_RANGES));
  }

  without(first: number, end: number): LineRanges {
    if (first >= end || !this.ranges.some(([from, to]) => from < end && to > first)) return this;
    const left = this.ranges.flatMap(([from, to]): [number, number][] => {
      if (to <= first || from >= end) return [[from, to]];
      return [[from, first] as [number, number], [end, to] as [number, number]].filter(([one, other]) => one < other);
    });
    return new LineRanges(left.slice(-MOST_RANGES));
  }
}
