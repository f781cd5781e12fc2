import { hashLine } from './hash-line';
import type { LineMemory } from './recent-lines';
import type { StreamState } from './stream-state';

/** Neighbouring lines of a post that belong in the log. */
export interface Piece {
  readonly firstLine: number;
  readonly lines: readonly string[];
  readonly hashes: readonly number[];
  /** Of them, lines whose number was held before with other content. */
  readonly rewritten: readonly boolean[];
  /** Line numbers skipped before the first. */
  readonly gap: number;
}

export interface Sifted {
  readonly pieces: readonly Piece[];
  /** Lines that the log holds already, with the same content. */
  readonly repeated: number;
}

export interface PostedLines {
  readonly offset: number;
  readonly lines: readonly string[];
}

/** Asks where the lines are stored; answers in their order. */
export type LookUp = (firstLine: number, lines: readonly string[]) => Promise<readonly LineMemory[]>;

/**
 * Cuts off what the log holds already. A line below the watermark is dropped only when its content is known to be the
 * same; when that cannot be found out it is logged once more, which shows nothing twice, because tables are keyed by line.
 */
export async function siftLines({ offset, lines }: PostedLines, state: StreamState, lookUp: LookUp): Promise<Sifted> {
  const hashes = lines.map(hashLine);
  const overlap = Math.max(0, Math.min(lines.length, state.next - offset));
  const memories: LineMemory[] = hashes.slice(0, overlap).map((hash, index) => state.compare(offset + index, hash));
  const unknown = memories.lastIndexOf('unknown') + 1;
  if (unknown > 0) {
    const from = memories.indexOf('unknown');
    const found = await lookUp(offset + from, lines.slice(from, unknown));
    found.forEach((memory, index) => {
      if (memories[from + index] === 'unknown') memories[from + index] = memory;
    });
  }
  return cut({ offset, lines }, hashes, memories, state.next);
}

function cut({ offset, lines }: PostedLines, hashes: number[], memories: readonly LineMemory[], next: number): Sifted {
  const pieces: Piece[] = [];
  let repeated = 0;
  for (let index = 0; index < lines.length;) {
    if (memories[index] === 'equal') {
      repeated += 1;
      index += 1;
      continue;
    }
    let end = index + 1;
    while (end < lines.length && memories[end] !== 'equal') end += 1;
    pieces.push({
      firstLine: offset + index,
      lines: lines.slice(index, end),
      hashes: hashes.slice(index, end),
      rewritten: Array.from({ length: end - index }, (_, place) => isRewrite(memories[index + place])),
      gap: Math.max(0, offset + index - next),
    });
    index = end;
  }
  return { pieces, repeated };
}

function isRewrite(memory: LineMemory | undefined): boolean {
  return memory === 'different' || memory === 'unknown';
}
