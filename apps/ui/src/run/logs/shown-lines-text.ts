import { holdsEnd, holdsStart, type LogWindow } from './log-window';

const count = (value: number): string => value.toLocaleString('en-US');

/** What part of the log is on screen, in words. `kept` are the lines that pass the filter, named by `filter`; null is no filter. */
export function shownLinesText(window: LogWindow, filter: string | null, kept: number): string {
  const { first, last, total } = window;
  const part = holdsEnd(window)
    ? holdsStart(window)
      ? `${count(total)} ${total === 1 ? 'line' : 'lines'}`
      : `the last ${count(last - first + 1)} of ${count(total)} lines`
    : `lines ${count(first)}–${count(last)} of ${count(total)}`;
  if (filter !== null) return `Showing ${count(kept)} ${filter} ${kept === 1 ? 'line' : 'lines'} among ${part}`;
  return holdsEnd(window) && holdsStart(window) ? part : `Showing ${part}`;
}
