import { ansiSpans } from './ansi-spans';
import { markedSpans } from './marked-spans';

const shown = (line: string, search: string): string =>
  markedSpans(ansiSpans(line), search)
    .map((span) => (span.marked ? `[${span.text}]` : span.text))
    .join('|');

describe('what a search found in a line', () => {
  it('marks every occurrence, whatever the case', () => expect(shown('Loss loss x', 'LOSS')).toBe('[Loss]| |[loss]| x'));
  it('marks across colours', () => expect(shown('lo\u001b[31mss=\u001b[0m1', 'loss')).toBe('[lo]|[ss]|=|1'));
  it('marks nothing without a search or a match', () => {
    expect(shown('abc', '')).toBe('abc');
    expect(shown('abc', 'x')).toBe('abc');
  });
  it('counts occurrences that follow each other', () => expect(shown('aaa', 'aa')).toBe('[aa]|a'));
});
