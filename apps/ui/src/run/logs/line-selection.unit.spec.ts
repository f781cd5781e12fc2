import { hashOfSelection, selectionAfterClick, selectionOfHash } from './line-selection';

describe('selected lines in the address', () => {
  it.each([
    ['#L120', { from: 120, to: 120 }],
    ['#L120-L140', { from: 120, to: 140 }],
    ['#L140-L120', { from: 120, to: 140 }],
    ['L7-9', { from: 7, to: 9 }],
  ])('reads %s', (hash, expected) => expect(selectionOfHash(hash)).toEqual(expected));

  it.each(['', '#', '#L0', '#L', '#apikeys', '#L1-L2-L3'])('%p selects nothing', (hash) => expect(selectionOfHash(hash)).toBeNull());

  it('writes what it reads', () => {
    for (const hash of ['L1', 'L120-L140']) expect(hashOfSelection(selectionOfHash(hash)!)).toBe(hash);
  });

  it('extends from the first line clicked, in both directions', () => {
    expect(selectionAfterClick(null, 5, true)).toEqual({ from: 5, to: 5 });
    expect(selectionAfterClick(5, 2, true)).toEqual({ from: 2, to: 5 });
    expect(selectionAfterClick(5, 9, false)).toEqual({ from: 9, to: 9 });
  });
});
