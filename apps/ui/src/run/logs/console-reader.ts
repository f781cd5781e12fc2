import type { ConsolePage, Problem } from '@runstead/ui-contract';
import type { Answer } from '../../api/answer';
import type { ConsoleRequest } from './console-api';
import {
  EMPTY_WINDOW,
  type LineRange,
  type LogWindow,
  holdsEnd,
  holdsLine,
  merged,
  openedAt,
  openedAtEnd,
  rangeAfter,
  rangeAround,
  rangeBefore,
  rangeToRefresh,
  trimmedAtStart,
} from './log-window';

export interface ConsoleView {
  readonly state: 'loading' | 'ready' | 'error';
  readonly window: LogWindow;
  readonly problem: Problem | null;
  /** A page before or after the window is on its way. */
  readonly fetching: boolean;
  /** The window ends where the log did when last asked, so what is new joins it. */
  readonly atEnd: boolean;
  /** The last lines that joined came to an end that was held before: whoever looks at the end goes with them. */
  readonly follows: boolean;
  /** Rises with every jump: the lines before it and after it have nothing to do with each other. */
  readonly jumps: number;
  /** The line that the last jump went to, null for the end. */
  readonly target: number | null;
}

type Fetch = (request: ConsoleRequest, signal: AbortSignal) => Promise<Answer<ConsolePage>>;

/**
 * Holds the part of a log that is on screen and fetches what joins it. One request at a time: a jump ends the one under
 * way, a refresh that comes meanwhile is done afterwards.
 */
export class ConsoleReader {
  private view: ConsoleView = {
    state: 'loading',
    window: EMPTY_WINDOW,
    problem: null,
    fetching: false,
    atEnd: false,
    follows: false,
    jumps: 0,
    target: null,
  };
  private readonly listeners = new Set<() => void>();
  private underWay: AbortController | null = null;
  private refreshWanted = false;

  constructor(
    private readonly fetchPage: Fetch,
    private readonly pageLines: number,
  ) {}

  readonly current = (): ConsoleView => this.view;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Opens on `line` with what surrounds it, or on the end. */
  async open(line: number | null): Promise<void> {
    this.stop();
    this.refreshWanted = false;
    this.show({ state: this.view.window.lines.length > 0 ? 'ready' : 'loading', fetching: true, problem: null });
    const range = line === null ? null : rangeAround(line, this.pageLines);
    await this.run(range ?? { last: this.pageLines }, (page) => {
      const window = range ? openedAt(page, range.from, range.limit) : openedAtEnd(page);
      this.show({ state: 'ready', window, atEnd: holdsEnd(window), follows: false, jumps: this.view.jumps + 1, target: line });
    });
  }

  /** Makes sure that `line` is held. */
  async hold(line: number): Promise<void> {
    if (this.view.state !== 'ready' || !holdsLine(this.view.window, line)) await this.open(line);
  }

  earlier = (): Promise<void> => this.join(rangeBefore(this.view.window, this.pageLines));

  later = (): Promise<void> => this.join(rangeAfter(this.view.window, this.pageLines));

  /** The log advanced: fetches what is new when the window ends where the log did; else only the count changes. */
  async refresh(total = 0): Promise<void> {
    if (this.view.state === 'loading') return;
    if (this.view.state === 'error') return this.open(null);
    const { window } = this.view;
    if (!this.view.atEnd) {
      if (total > window.total) this.show({ window: { ...window, total } });
      return;
    }
    if (this.underWay) this.refreshWanted = true;
    else await this.join(rangeToRefresh(window, this.pageLines), true);
  }

  /** Ends what is under way; the reader can be opened again. */
  stop(): void {
    this.underWay?.abort();
    this.underWay = null;
  }

  private async join(range: LineRange | null, trim = false): Promise<void> {
    if (!range || this.underWay || this.view.state !== 'ready') return;
    this.show({ fetching: true });
    await this.run(range, (page) => {
      const window = merged(this.view.window, page, range);
      const { atEnd: follows } = this.view;
      this.show({ window: trim ? trimmedAtStart(window) : window, atEnd: follows || holdsEnd(window), follows, problem: null });
    });
    if (trim && !this.underWay && !holdsEnd(this.view.window)) await this.join(rangeAfter(this.view.window, this.pageLines), true);
    if (this.refreshWanted && !this.underWay) {
      this.refreshWanted = false;
      await this.refresh();
    }
  }

  private async run(request: ConsoleRequest, take: (page: ConsolePage) => void): Promise<void> {
    const controller = new AbortController();
    this.underWay = controller;
    try {
      const answer = await this.fetchPage(request, controller.signal);
      if (this.underWay !== controller) return;
      this.underWay = null;
      if (answer.ok) take(answer.value);
      else this.show({ problem: answer.problem, state: this.view.state === 'loading' ? 'error' : this.view.state });
      this.show({ fetching: false });
    } catch (error) {
      if (!controller.signal.aborted) throw error;
    }
  }

  private show(change: Partial<ConsoleView>): void {
    this.view = { ...this.view, ...change };
    for (const listener of this.listeners) listener();
  }
}
