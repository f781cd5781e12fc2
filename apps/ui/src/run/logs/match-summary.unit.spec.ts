import { matchSummary } from './match-summary';

it.each([
  [17, 2, false, '3 of 17'],
  [1_000, 0, true, '1 of 1,000+'],
  [0, -1, false, 'No match'],
  [null, 0, false, 'Searching…'],
])('%p found, at %p, more %p: %s', (found, index, more, text) => expect(matchSummary(found, index, more)).toBe(text));
