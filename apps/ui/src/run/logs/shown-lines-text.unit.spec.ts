import { shownLinesText } from './shown-lines-text';

const window = (first: number, last: number, total: number) => ({ lines: [], first, last, total });

it.each([
  [window(47_214, 48_213, 48_213), null, 'Showing the last 1,000 of 48,213 lines'],
  [window(1, 12, 12), null, '12 lines'],
  [window(1, 1, 1), null, '1 line'],
  [window(1, 1_000, 48_213), null, 'Showing lines 1–1,000 of 48,213'],
  [window(47_214, 48_213, 48_213), 'stderr', 'Showing 3 stderr lines among the last 1,000 of 48,213 lines'],
])('%j with filter %p: %s', (shown, filter, text) => expect(shownLinesText(shown, filter, 3)).toBe(text));
