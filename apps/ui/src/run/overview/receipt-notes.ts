import type { Receipt } from '@runstead/ui-contract';

type StreamReceipt = Receipt['files'][number];

/** What a person calls the streams of a run. */
export const STREAM_NAMES: Readonly<Record<string, string>> = {
  'wandb-history.jsonl': 'History',
  'wandb-events.jsonl': 'System metrics',
  'output.log': 'Console',
  'wandb-summary.json': 'Summary',
};

export interface ReceiptNote {
  readonly key: string;
  /** `warning` where something that was logged cannot be shown. */
  readonly tone: 'neutral' | 'warning';
  readonly text: string;
}

const count = (n: number, one: string, many: string): string => `${n.toLocaleString('en-US')} ${n === 1 ? one : many}`;

/** What the figures of a receipt mean, stream by stream: only where there is something to explain. */
export function receiptNotes(files: readonly StreamReceipt[]): ReceiptNote[] {
  return files.flatMap((file) => {
    const name = `${STREAM_NAMES[file.file] ?? file.file}${file.writer ? ` (${file.writer})` : ''}`;
    const note = (kind: string, tone: ReceiptNote['tone'], n: number, words: (n: number) => string): ReceiptNote[] =>
      n > 0 ? [{ key: `${file.file}/${file.writer}/${kind}`, tone, text: `${name}: ${words(n)}` }] : [];
    return [
      ...note(
        'dead',
        'warning',
        file.deadLetters - file.deadLettersRepaired,
        (n) => `${count(n, 'line is', 'lines are')} no valid JSON; kept aside exactly as received, shown in no chart.`,
      ),
      ...note(
        'repaired',
        'neutral',
        file.deadLettersRepaired,
        (n) =>
          `${count(n, 'line', 'lines')} could not be read at first, ${n === 1 ? 'was' : 'were'} repaired since, and ${n === 1 ? 'is' : 'are'} stored now.`,
      ),
      ...note(
        'rows-only',
        'warning',
        file.rowsOnly,
        (n) =>
          `${count(n, 'row has', 'rows have')} too many keys (more than 10,000 in a row, or 100,000 in the run); stored whole, shown in no chart.`,
      ),
      ...note(
        'gaps',
        'warning',
        file.gaps,
        (n) => `the client skipped ${count(n, 'line number', 'line numbers')}; what would have stood there never reached this server.`,
      ),
      ...note(
        'repeats',
        'neutral',
        file.linesRepeated,
        (n) => `${count(n, 'line was', 'lines were')} sent again, as clients do when an answer is lost; each is stored once.`,
      ),
      ...note(
        'rewritten',
        'neutral',
        file.linesRewritten,
        (n) => `${count(n, 'line was', 'lines were')} rewritten, as progress bars do; the last version is shown.`,
      ),
    ];
  });
}
