import {
  type ConsoleLine,
  type LogWindow,
  holdsEnd,
  holdsStart,
  merged,
  openedAt,
  openedAtEnd,
  rangeAfter,
  rangeAround,
  rangeBefore,
  rangeToRefresh,
  trimmedAtStart,
} from './log-window';

const line = (number: number, text = `line ${number}`): ConsoleLine => ({ number, time: 0, stream: 'stdout', label: '', text });
const lines = (from: number, to: number, text?: string): ConsoleLine[] =>
  Array.from({ length: to - from + 1 }, (_, i) => line(from + i, text));
const numbers = (window: LogWindow): number[] => window.lines.map((l) => l.number);

describe('the window of a log that the page holds', () => {
  it('opens on the last lines with numbers from the true start', () => {
    const window = openedAtEnd({ lines: lines(4001, 5000), total: 5000 });
    expect([window.first, window.last, window.total, holdsStart(window), holdsEnd(window)]).toEqual([4001, 5000, 5000, false, true]);
  });

  it('asks for the page before, shorter at the start, and then no more', () => {
    expect(rangeBefore(openedAtEnd({ lines: lines(1401, 2400), total: 2400 }), 1000)).toEqual({ from: 401, limit: 1000 });
    const near = openedAtEnd({ lines: lines(401, 1400), total: 1400 });
    expect(rangeBefore(near, 1000)).toEqual({ from: 1, limit: 400 });
    expect(rangeBefore(merged(near, { lines: lines(1, 400), total: 1400 }, { from: 1, limit: 400 }), 1000)).toBeNull();
  });

  it('puts an earlier page in front', () => {
    const window = merged(openedAtEnd({ lines: lines(11, 20), total: 20 }), { lines: lines(6, 10), total: 20 }, { from: 6, limit: 5 });
    expect(numbers(window)).toEqual(lines(6, 20).map((l) => l.number));
    expect(window.first).toBe(6);
  });

  it('takes new lines and rewritten ones, once each', () => {
    const window = openedAtEnd({ lines: lines(1, 100), total: 100 });
    const range = rangeToRefresh(window, 1000);
    expect(range).toEqual({ from: 37, limit: 1000 });
    const next = merged(window, { lines: lines(37, 103, 'again'), total: 103 }, range);
    expect(numbers(next)).toEqual(lines(1, 103).map((l) => l.number));
    expect([next.lines[35]?.text, next.lines[36]?.text, next.last, next.total]).toEqual(['line 36', 'again', 103, 103]);
  });

  it('knows that more follows a window in the middle', () => {
    const window = openedAt({ lines: lines(500, 599), total: 5000 }, 500, 100);
    expect(holdsEnd(window)).toBe(false);
    expect(rangeAfter(window, 1000)).toEqual({ from: 600, limit: 1000 });
    expect(rangeAround(10, 1000)).toEqual({ from: 1, limit: 1000 });
  });

  it('covers numbers that the log left out, so that paging goes on', () => {
    const window = merged(openedAtEnd({ lines: lines(50, 60), total: 60 }), { lines: [line(3)], total: 60 }, { from: 1, limit: 49 });
    expect(holdsStart(window)).toBe(true);
    expect(numbers(window)[0]).toBe(3);
  });

  it('ignores a page that does not touch it but believes its total', () => {
    const window = openedAtEnd({ lines: lines(11, 20), total: 20 });
    const next = merged(window, { lines: lines(100, 110), total: 110 }, { from: 100, limit: 11 });
    expect(numbers(next)).toEqual(numbers(window));
    expect(next.total).toBe(110);
  });

  it('lets go of the oldest lines', () => {
    const window = trimmedAtStart(openedAtEnd({ lines: lines(1, 30), total: 30 }), 10);
    expect([numbers(window)[0], window.first, window.lines.length]).toEqual([21, 21, 10]);
  });
});
