import type { ConsolePage } from '@runstead/ui-contract';

export type ConsoleLine = ConsolePage['lines'][number];

/**
 * The lines that the page holds of a log: numbers rise but may have holes where the log itself has them.
 * `first` and `last` say which numbers were asked for (also where no line came back), `total` how many the log has.
 */
export interface LogWindow {
  readonly lines: readonly ConsoleLine[];
  readonly first: number;
  readonly last: number;
  readonly total: number;
}

export const EMPTY_WINDOW: LogWindow = { lines: [], first: 1, last: 0, total: 0 };

/** A progress bar may rewrite any of the client's last 32 lines (protocol 6.6): the newest lines are asked for again by this many. */
const REWRITTEN_LINES = 64;
/** What a page keeps at most: about 20 MB of lines. */
export const MOST_LINES_HELD = 50_000;

/** The window after `last=n`. */
export function openedAtEnd(page: ConsolePage): LogWindow {
  const first = page.lines[0]?.number ?? 1;
  const last = Math.max(page.total, page.lines.at(-1)?.number ?? 0);
  return { lines: page.lines, first, last, total: Math.max(page.total, last) };
}

/** The window after `from=…&limit=…`, for a jump to lines far from those held. */
export function openedAt(page: ConsolePage, from: number, limit: number): LogWindow {
  const total = Math.max(page.total, page.lines.at(-1)?.number ?? 0);
  return { lines: page.lines, first: from, last: Math.min(total, from + limit - 1), total };
}

export const holdsStart = (window: LogWindow): boolean => window.first <= 1;
export const holdsEnd = (window: LogWindow): boolean => window.last >= window.total;
export const holdsLine = (window: LogWindow, line: number): boolean => line >= window.first && line <= window.last;

export interface LineRange {
  readonly from: number;
  readonly limit: number;
}

/** The page before the window, or null at the start of the log. */
export function rangeBefore(window: LogWindow, size: number): LineRange | null {
  if (holdsStart(window)) return null;
  const from = Math.max(1, window.first - size);
  return { from, limit: window.first - from };
}

/** The page after the window, or null when the window ends where the log does. */
export const rangeAfter = (window: LogWindow, size: number): LineRange | null =>
  holdsEnd(window) ? null : { from: window.last + 1, limit: size };

/** What to ask for when the log advanced and the window is at its end: the new lines and those that may have been rewritten. */
export const rangeToRefresh = (window: LogWindow, size: number): LineRange => ({
  from: Math.max(1, window.first, window.last + 1 - REWRITTEN_LINES),
  limit: size,
});

/** `line` in the middle of one page. */
export const rangeAround = (line: number, size: number): LineRange => ({ from: Math.max(1, line - Math.floor(size / 2)), limit: size });

/**
 * The window with an adjoining or overlapping page; where both have a line the page's is newer. A page that does not
 * touch the window is ignored: it answers a question that is no longer asked.
 */
export function merged(window: LogWindow, page: ConsolePage, range: LineRange): LogWindow {
  const total = Math.max(window.total, page.total, page.lines.at(-1)?.number ?? 0);
  const end = Math.min(total, range.from + range.limit - 1);
  if (range.from > window.last + 1 || end < window.first - 1) return { ...window, total };
  const before = window.lines.filter((line) => line.number < range.from);
  const after = window.lines.filter((line) => line.number > end);
  return {
    lines: [...before, ...page.lines, ...after],
    first: Math.min(window.first, range.from),
    last: Math.max(window.last, end),
    total,
  };
}

/** Lets go of the oldest lines of a page that has followed a log for long. */
export function trimmedAtStart(window: LogWindow, most: number = MOST_LINES_HELD): LogWindow {
  if (window.lines.length <= most) return window;
  const lines = window.lines.slice(-most);
  return { ...window, lines, first: lines[0]?.number ?? window.first };
}
