import { continueSeries, type MetricSource, type Problem, type Series, type SeriesQuery } from '@runstead/ui-contract';
import type { Answer } from '../api/answer';
import { addressId, planRequests, type SeriesAddress, type SeriesView } from './series-requests';

/** What is known of one line. `series` is null when the run has not logged the key. */
interface Entry {
  readonly address: SeriesAddress;
  series: Series | null;
  state: 'missing' | 'loading' | 'ready';
  problem: Problem | null;
  /** The run has logged more since. */
  stale: boolean;
  watchers: number;
  usedAt: number;
  /** Number of the newest request, so that an overtaken answer is dropped. */
  asked: number;
}

export interface LineState {
  readonly series: Series | null;
  readonly ready: boolean;
  readonly problem: Problem | null;
}

/** Reads lines as of one moment. */
export interface LineReader {
  line(key: string, run: string, view: SeriesView): LineState;
}

type Fetch = (query: SeriesQuery) => Promise<Answer<Series[]>>;

const GATHER_MS = 8;
const REDRAW_EVERY_MS = 250;
const REFRESH_EVERY_MS = 600;
/** About 100 MB of columns; beyond it, lines that no panel shows are forgotten, the longest unseen first. */
const KEPT_POINTS = 2_000_000;

/**
 * The lines of a page: one entry per key, run and view, fetched in common requests and kept while memory allows.
 * Showing a run fetches that run only; news of a run fetches the ends of its lines only. Listeners are called at most every 250 ms.
 */
export class SeriesStore {
  private readonly entries = new Map<string, Entry>();
  private readonly listeners = new Set<() => void>();
  private gather: ReturnType<typeof setTimeout> | null = null;
  private redraw: ReturnType<typeof setTimeout> | null = null;
  private refresh: ReturnType<typeof setTimeout> | null = null;
  private lastRedraw = 0;
  private lastCost = 0;
  private reader: LineReader = { line: (key, run, view) => this.line(key, run, view) };
  private requests = 0;

  constructor(
    readonly source: MetricSource,
    private readonly fetch: Fetch,
  ) {}

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** What is known now: another object whenever a line changed. */
  readonly lines = (): LineReader => this.reader;

  /** Keeps the lines loaded and current until the returned function is called. */
  watch(addresses: readonly SeriesAddress[]): () => void {
    const watched = addresses.map((address) => this.entry(address));
    for (const entry of watched) {
      entry.watchers += 1;
      entry.usedAt = performance.now();
    }
    this.gather ??= setTimeout(() => this.fetchMissing(), GATHER_MS);
    return () => {
      for (const entry of watched) entry.watchers -= 1;
    };
  }

  private line(key: string, run: string, view: SeriesView): LineState {
    const entry = this.entries.get(addressId({ key, run, view }));
    return { series: entry?.series ?? null, ready: entry?.state === 'ready', problem: entry?.problem ?? null };
  }

  /** These runs logged more; null means that anything may have changed. */
  markStale(runs: ReadonlySet<string> | null): void {
    let watched = false;
    for (const entry of this.entries.values()) {
      if (runs && !runs.has(entry.address.run)) continue;
      entry.stale = true;
      watched ||= entry.watchers > 0;
    }
    if (watched) this.refreshSoon();
  }

  retry(): void {
    for (const entry of this.entries.values()) if (entry.problem && entry.watchers > 0) entry.state = 'missing';
    this.fetchMissing();
  }

  dispose(): void {
    for (const timer of [this.gather, this.redraw, this.refresh]) if (timer) clearTimeout(timer);
    this.gather = this.redraw = this.refresh = null;
  }

  /** A slow answer slows the asking: the page spends no more than a quarter of its time on it. */
  private refreshSoon(): void {
    this.refresh ??= setTimeout(() => this.fetchStale(), Math.max(REFRESH_EVERY_MS, 3 * this.lastCost));
  }

  private entry(address: SeriesAddress): Entry {
    const id = addressId(address);
    const known = this.entries.get(id);
    if (known) return known;
    const entry: Entry = { address, series: null, state: 'missing', problem: null, stale: false, watchers: 0, usedAt: 0, asked: 0 };
    this.entries.set(id, entry);
    return entry;
  }

  private fetchMissing(): void {
    this.gather = null;
    this.forget();
    this.load(
      [...this.entries.values()].filter(
        ({ watchers, state, stale }) => watchers > 0 && (state === 'missing' || (stale && state === 'ready')),
      ),
    );
  }

  private fetchStale(): void {
    this.refresh = null;
    this.load([...this.entries.values()].filter(({ watchers, state, stale }) => watchers > 0 && stale && state !== 'loading'));
  }

  private load(wanted: readonly Entry[]): void {
    this.requests += 1;
    for (const entry of wanted) {
      if (entry.state === 'missing') entry.state = 'loading';
      entry.stale = false;
      entry.asked = this.requests;
    }
    for (const query of planRequests(wanted.map(({ address, series }) => ({ ...address, held: series }))))
      void this.ask(query, this.requests);
  }

  private async ask(query: SeriesQuery, request: number): Promise<void> {
    const asked = performance.now();
    const answer = await this.fetch({ ...query, source: this.source });
    this.lastCost = performance.now() - asked;
    const found = new Map(answer.ok ? answer.value.map((series) => [`${series.key}\u0000${series.run}`, series]) : []);
    const view: SeriesView = { x: query.x ?? 'step', range: query.range ?? null, buckets: query.buckets ?? 0 };
    for (const key of query.keys)
      for (const run of query.runs) {
        const entry = this.entries.get(addressId({ key, run, view }));
        if (!entry || entry.asked !== request) continue;
        if (entry.stale && entry.watchers > 0) this.refreshSoon();
        entry.state = 'ready';
        entry.problem = answer.ok ? null : answer.problem;
        const series = found.get(`${key}\u0000${run}`);
        if (answer.ok) entry.series = series ? continueSeries(entry.series, series) : null;
      }
    this.changed();
  }

  private changed(): void {
    this.reader = { line: (key, run, view) => this.line(key, run, view) };
    const wait = REDRAW_EVERY_MS - (performance.now() - this.lastRedraw);
    this.redraw ??= setTimeout(() => this.notify(), Math.max(0, wait));
  }

  private notify(): void {
    this.redraw = null;
    this.lastRedraw = performance.now();
    for (const listener of this.listeners) listener();
  }

  private forget(): void {
    const unseen = [...this.entries].filter(([, { watchers, state }]) => watchers === 0 && state !== 'loading');
    let points = [...this.entries.values()].reduce((sum, { series }) => sum + (series?.x.length ?? 0), 0);
    for (const [id, entry] of unseen.sort(([, a], [, b]) => a.usedAt - b.usedAt)) {
      if (points <= KEPT_POINTS) return;
      points -= entry.series?.x.length ?? 0;
      this.entries.delete(id);
    }
  }
}
