import fc from 'fast-check';
import { AppendLatency } from './append-latency';
import { hashLine } from './hash-line';
import { RecentLines } from './recent-lines';
import { MAX_RECORD_BYTES, splitPiece } from './split-piece';

describe('hashes of lines', () => {
  it('are whole numbers that JavaScript holds exactly, and differ with the line', () => {
    const lines = Array.from({ length: 200_000 }, (_, step) => `{"loss":${step / 7},"_step":${step}}`);
    const hashes = lines.map(hashLine);
    expect(hashes.filter((hash) => !Number.isSafeInteger(hash) || hash < 0)).toEqual([]);
    expect(new Set(hashes).size).toBe(lines.length);
    expect(new Set(['', 'a', 'b', 'ab', 'ba', 'aa', 'a\0', '\0a'].map(hashLine)).size).toBe(8);
  });
});

describe('what is remembered of recent lines', () => {
  it('agrees with a list that forgets nothing, or says that it does not know', () => {
    const acts = fc.array(fc.record({ from: fc.nat(40), hashes: fc.array(fc.nat(3), { minLength: 1, maxLength: 30 }) }), { maxLength: 20 });
    fc.assert(
      fc.property(acts, fc.nat(10), (posts, first) => {
        const recent = new RecentLines(first);
        const held = new Map<number, number>();
        for (const { from, hashes } of posts) {
          recent.note(from + first, hashes);
          hashes.forEach((hash, index) => held.set(from + first + index, hash));
          recent.trim(hashes.length);
        }
        for (let line = 0; line < 80; line += 1) {
          const memory = recent.compare(line, 1);
          if (memory === 'unknown') continue;
          const known = held.get(line);
          expect(memory).toBe(known === undefined ? 'absent' : known === 1 ? 'equal' : 'different');
        }
      }),
    );
  });

  it('is bounded, and holds the last post whole', () => {
    const recent = new RecentLines(0);
    for (let post = 0; post < 50; post += 1) {
      recent.note(
        post * 2_000,
        Array.from({ length: 2_000 }, (_, index) => index),
      );
      recent.trim(2_000);
    }
    expect(recent.size).toBe(2_000);
    expect(recent.compare(98_000, 0)).toBe('equal');
    expect(recent.compare(97_999, 1_999)).toBe('unknown');
    recent.note(10_000_000, [7]);
    expect(recent.size).toBe(1);
    expect(recent.compare(10_000_000, 7)).toBe('equal');
  });
});

describe('a piece of a post', () => {
  it('is split without losing a line, into parts that fit a record', () => {
    const sizes = fc.array(fc.constantFrom(0, 10, 400_000, 899_999, 900_000, 1_200_000), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(sizes, fc.nat(1e6), fc.nat(9), (lengths, firstLine, gap) => {
        const lines = lengths.map((length, index) => String(index % 10).repeat(length));
        const piece = { firstLine, lines, gap, hashes: lengths, rewritten: lengths.map((_, index) => index % 2 === 0) };
        const parts = splitPiece(piece);
        expect(parts.flatMap((part) => part.lines)).toEqual(lines);
        expect(parts.flatMap((part) => part.rewritten)).toEqual(piece.rewritten);
        expect(parts.reduce((sum, part) => sum + part.gap, 0)).toBe(gap);
        let next = firstLine;
        for (const part of parts) {
          expect(part.firstLine).toBe(next);
          next += part.lines.length;
          const bytes = part.lines.reduce((sum, line) => sum + line.length + 1, 0);
          expect(part.lines.length === 1 || bytes <= MAX_RECORD_BYTES).toBe(true);
        }
      }),
      { numRuns: 30 },
    );
  });
});

describe('the latency of appends', () => {
  it('is the 95th percentile of the last ten seconds, and forgets', () => {
    const latency = new AppendLatency();
    for (let index = 0; index < 19; index += 1) latency.record(1_000, 5_000);
    expect(latency.p95(1_000)).toBe(0);
    for (let index = 0; index < 981; index += 1) latency.record(2_000, index < 900 ? 1 : 3_000);
    expect(latency.p95(2_000)).toBe(3_000);
    expect(latency.p95(12_000)).toBe(0);
  });
});
