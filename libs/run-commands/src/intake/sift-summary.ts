import { hashLine } from './hash-line';
import type { PostedLines, Sifted } from './sift-lines';
import type { StreamState } from './stream-state';

/** A summary replaces the one before (protocol 6.1): its lines have no numbers, and only the newest can be a repetition. */
export function siftSummary({ lines }: PostedLines, state: StreamState): Sifted {
  const newest = lines.at(-1);
  if (newest !== undefined && hashLine(newest) === state.newestSummary) return { pieces: [], repeated: lines.length };
  return {
    pieces: [{ firstLine: 0, lines, hashes: lines.map(hashLine), rewritten: lines.map(() => false), gap: 0 }],
    repeated: 0,
  };
}
