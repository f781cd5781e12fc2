import { receiptNotes } from './receipt-notes';

const stream = (file: string, figures: object) => ({
  file,
  writer: '',
  linesReceived: 10,
  linesStored: 10,
  linesRepeated: 0,
  linesRewritten: 0,
  gaps: 0,
  deadLetters: 0,
  deadLettersRepaired: 0,
  rowsOnly: 0,
  bytesReceived: 1,
  bytesStored: 1,
  firstAt: 0,
  lastAt: 0,
  ...figures,
});

describe('what a receipt means in words', () => {
  it('says nothing where all is well', () => expect(receiptNotes([stream('output.log', {})])).toEqual([]));

  it('explains each figure under the name of its stream, what cannot be shown first', () => {
    const notes = receiptNotes([
      stream('wandb-history.jsonl', { gaps: 1, deadLetters: 1_203, deadLettersRepaired: 3, rowsOnly: 1 }),
      stream('output.log', { linesRewritten: 3, writer: 'w1' }),
      stream('other.jsonl', { linesRepeated: 2 }),
    ]);
    expect(notes.map(({ tone, text }) => `${tone}: ${text}`)).toEqual([
      'warning: History: 1,200 lines are no valid JSON; kept aside exactly as received, shown in no chart.',
      'neutral: History: 3 lines could not be read at first, were repaired since, and are stored now.',
      'warning: History: 1 row has too many keys (more than 10,000 in a row, or 100,000 in the run); stored whole, shown in no chart.',
      'warning: History: the client skipped 1 line number; what would have stood there never reached this server.',
      'neutral: Console (w1): 3 lines were rewritten, as progress bars do; the last version is shown.',
      'neutral: other.jsonl: 2 lines were sent again, as clients do when an answer is lost; each is stored once.',
    ]);
  });
});
