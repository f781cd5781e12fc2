import fc from 'fast-check';
import { LineRanges } from './line-ranges';

describe('LineRanges', () => {
  it('is a set of lines that grows at its end and loses lines anywhere', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ skip: fc.nat(5), from: fc.nat(60), count: fc.nat(8) }), { maxLength: 30 }), (steps) => {
        const expected = new Set<number>();
        let ranges = LineRanges.NONE;
        let next = 0;
        for (const { skip, from, count } of steps) {
          ranges = ranges.with(next, next + skip);
          for (let line = next; line < next + skip; line += 1) expected.add(line);
          next += skip;
          ranges = ranges.without(from, from + count);
          for (let line = from; line < from + count; line += 1) expected.delete(line);
          const read = LineRanges.fromText(ranges.toText());
          for (let line = 0; line < next + 10; line += 1) expect(read.has(line)).toBe(expected.has(line));
        }
      }),
    );
  });

  it('forgets the oldest when there are too many', () => {
    let ranges = LineRanges.NONE;
    for (let index = 0; index < 600; index += 1) ranges = ranges.with(index * 2, index * 2 + 1);
    expect([ranges.has(0), ranges.has(198), ranges.has(200), ranges.has(1_198)]).toEqual([false, false, true, true]);
  });
});
