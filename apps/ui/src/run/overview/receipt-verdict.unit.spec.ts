import { receiptVerdict } from './receipt-verdict';

const none = {
  linesReceived: 0,
  linesStored: 0,
  linesRepeated: 0,
  linesRewritten: 0,
  gaps: 0,
  deadLetters: 0,
  deadLettersRepaired: 0,
  rowsOnly: 0,
};
const verdict = (totals: Partial<typeof none>, complete = true) =>
  receiptVerdict({ files: [], totals: { ...none, ...totals }, complete, asOf: 0 });

describe('what a receipt proves', () => {
  it('praises only what adds up', () => {
    expect(verdict({ linesReceived: 12, linesStored: 10, linesRepeated: 1, linesRewritten: 1 })).toEqual({
      tone: 'good',
      text: 'every acknowledged line is stored exactly once',
    });
  });

  it('names what is missing, and what could not be read', () => {
    expect(verdict({ linesReceived: 1_002, linesStored: 1 })).toEqual({ tone: 'bad', text: '1,001 lines acknowledged but not stored' });
    expect(verdict({ linesReceived: 2, linesStored: 1, deadLetters: 1 })).toEqual({
      tone: 'warning',
      text: '1 line could not be read; kept aside as received',
    });
    expect(verdict({ linesReceived: 2, linesStored: 2, deadLetters: 1, deadLettersRepaired: 1 }).tone).toBe('good');
    expect(verdict({ linesReceived: 3, linesStored: 2, deadLetters: 1, deadLettersRepaired: 1 }).tone).toBe('bad');
  });

  it('judges nothing before everything has arrived', () => {
    expect(verdict({ linesReceived: 5, linesStored: 1 }, false).tone).toBe('pending');
    expect(verdict({}).text).toBe('nothing received yet');
  });
});
