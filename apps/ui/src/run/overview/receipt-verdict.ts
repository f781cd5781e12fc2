import type { Receipt } from '@runstead/ui-contract';

/** What the receipt proves, in a sentence. `good` only when every line that was acknowledged is accounted for. */
export interface ReceiptVerdict {
  readonly tone: 'good' | 'pending' | 'warning' | 'bad';
  readonly text: string;
}

const lines = (count: number): string => `${count.toLocaleString('en-US')} ${count === 1 ? 'line' : 'lines'}`;

/** Received lines are stored, repeats of stored ones, rewrites of stored ones, or kept aside because they cannot be read. */
export function receiptVerdict({ totals, complete }: Receipt): ReceiptVerdict {
  const { linesReceived, linesStored, linesRepeated, linesRewritten } = totals;
  const deadLetters = totals.deadLetters - totals.deadLettersRepaired;
  if (!complete) return { tone: 'pending', text: 'still being written' };
  if (linesReceived === 0) return { tone: 'good', text: 'nothing received yet' };
  const missing = linesReceived - linesStored - linesRepeated - linesRewritten - deadLetters;
  if (missing > 0) return { tone: 'bad', text: `${lines(missing)} acknowledged but not stored` };
  if (deadLetters > 0) return { tone: 'warning', text: `${lines(deadLetters)} could not be read; kept aside as received` };
  return { tone: 'good', text: 'every acknowledged line is stored exactly once' };
}
