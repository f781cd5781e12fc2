import { MOST_KEYS_IN_ROW, hasMoreKeys } from './key-limits';

const wide = (keys: number): string => JSON.stringify(Object.fromEntries(Array.from({ length: keys }, (_, index) => [`k${index}`, index])));

describe('hasMoreKeys', () => {
  it('counts keys up to the limit of a row', () => {
    expect(hasMoreKeys(wide(MOST_KEYS_IN_ROW), MOST_KEYS_IN_ROW)).toBe(false);
    expect(hasMoreKeys(wide(MOST_KEYS_IN_ROW + 1), MOST_KEYS_IN_ROW)).toBe(true);
  });

  it('counts keys of all depths, and no colons in strings', () => {
    const nested = '{"a":{"b":{"c":1}},"d":[{"e":1}]}';
    expect([hasMoreKeys(nested, 5), hasMoreKeys(nested, 4)]).toEqual([false, true]);
    expect(hasMoreKeys(`{"a:::::::::":"${':'.repeat(50)}\\":::"}`, 1)).toBe(false);
  });

  it('says no of what is too short, and bears text that is not JSON', () => {
    expect(hasMoreKeys('::::', 3)).toBe(false);
    expect(hasMoreKeys(':'.repeat(100), 3)).toBe(true);
    expect(hasMoreKeys(`"${':'.repeat(100)}`, 3)).toBe(false);
  });
});
