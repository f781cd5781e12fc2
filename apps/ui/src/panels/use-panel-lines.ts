import type { Problem, Series, XAxis } from '@runstead/ui-contract';
import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { bucketBudget } from '../charts/bucket-budget';
import { extentOf, type Interval } from '../charts/extents';
import type { DrawnSeries } from '../charts/plot-model';
import { perSecond } from '../charts/per-second';
import type { SeriesAddress, SeriesView } from '../charts/series-requests';
import type { LineReader, SeriesStore } from '../charts/series-store';
import type { DrawnRun, PanelLine } from './panel-types';

export interface FoundLine {
  readonly run: DrawnRun;
  readonly line: PanelLine;
  readonly series: DrawnSeries;
}

export interface PanelLines {
  readonly lines: readonly FoundLine[];
  readonly wholeX: Interval | null;
  readonly loading: boolean;
  readonly problem: Problem | null;
  /** Runs that are drawn, and whether further ones may have logged the key. */
  readonly drawnRuns: number;
  readonly more: boolean;
  /** Points logged in view, drawn or condensed. */
  readonly points: number;
}

interface Input {
  readonly store: SeriesStore;
  readonly panel: { readonly lines: readonly PanelLine[]; readonly perSecond?: boolean | undefined };
  readonly runs: readonly DrawnRun[];
  readonly limit: number;
  readonly xAxis: XAxis;
  readonly zoomX: Interval | null;
  readonly fullScreen: boolean;
}

const NO_ADDRESSES: readonly SeriesAddress[] = [];

/** The lines of a panel: of the first `limit` runs that logged its keys, loaded and kept current while the panel is on screen. */
export function usePanelLines({ store, panel, runs, limit, xAxis, zoomX, fullScreen }: Input): PanelLines {
  const reader = useSyncExternalStore(store.subscribe, store.lines);
  const [rates] = useState(() => new WeakMap<Series, Series>());
  // Runs without the key do not use up the limit: further ones are asked until it is reached or none is left.
  const [looked, setLooked] = useState(limit);
  const window = Math.max(limit, looked);
  const buckets = bucketBudget(limit * panel.lines.length, fullScreen);
  const base = useMemo<SeriesView>(() => ({ x: xAxis, range: null, buckets }), [xAxis, buckets]);
  const zoomed = useMemo(() => (zoomX ? zoomView(xAxis, zoomX, buckets) : null), [xAxis, zoomX, buckets]);
  const considered = useMemo(() => runs.slice(0, window), [runs, window]);
  useWatched(store, panel.lines, considered, base);
  useWatched(store, panel.lines, considered, zoomed);

  const found = useMemo(
    () => findLines(reader, panel, considered, limit, base, zoomed, rates),
    [reader, panel, considered, limit, base, zoomed, rates],
  );
  const lines = useSameLines(found.lines);
  const looking = !found.pending && found.drawnRuns < limit && window < runs.length;
  useEffect(() => {
    if (looking) setLooked(Math.min(runs.length, window * 4));
  }, [looking, runs.length, window]);
  return {
    lines,
    wholeX: found.wholeX,
    loading: found.pending || looking,
    problem: found.problem,
    drawnRuns: found.drawnRuns,
    more: found.drawnRuns >= limit && considered.length < runs.length + Number(found.skipped),
    points: found.points,
  };
}

function useWatched(store: SeriesStore, lines: readonly PanelLine[], runs: readonly DrawnRun[], view: SeriesView | null): void {
  const addresses = useMemo(
    () => (view ? runs.flatMap(({ name }) => lines.map(({ key }) => ({ key, run: name, view }))) : NO_ADDRESSES),
    [lines, runs, view],
  );
  useEffect(() => store.watch(addresses), [store, addresses]);
}

/** A quarter more on either side than what is in view: smoothing and the lines' way out of the picture need it. */
function zoomView(x: XAxis, [from, to]: Interval, buckets: number): SeriesView {
  const margin = (to - from) / 4;
  return { x, range: [from - margin, to + margin], buckets: Math.min(10_000, Math.ceil(buckets * 1.5)) };
}

interface Found {
  lines: FoundLine[];
  wholeX: Interval | null;
  pending: boolean;
  skipped: boolean;
  problem: Problem | null;
  drawnRuns: number;
  points: number;
}

function findLines(
  reader: LineReader,
  panel: Input['panel'],
  runs: readonly DrawnRun[],
  limit: number,
  base: SeriesView,
  zoomed: SeriesView | null,
  rates: WeakMap<Series, Series>,
): Found {
  const found: Found = { lines: [], wholeX: null, pending: false, skipped: false, problem: null, drawnRuns: 0, points: 0 };
  const wholes: ArrayLike<number>[] = [];
  for (const run of runs) {
    if (found.drawnRuns >= limit) {
      found.skipped = true;
      break;
    }
    let drawn = false;
    for (const line of panel.lines) {
      const whole = reader.line(line.key, run.name, base);
      found.pending ||= !whole.ready;
      found.problem ??= whole.problem;
      if (!whole.series || whole.series.x.length + whole.series.markX.length === 0) continue;
      wholes.push(whole.series.x, whole.series.markX, firstEdge(whole.series));
      // Until the zoomed interval has come, the whole line is drawn stretched.
      const near = zoomed ? reader.line(line.key, run.name, zoomed) : whole;
      const series = near.ready && near.series ? near.series : whole.series;
      found.lines.push({ run, line, series: panel.perSecond ? rateOf(rates, series) : series });
      found.points += series.points;
      drawn = true;
    }
    if (drawn) found.drawnRuns += 1;
  }
  found.wholeX = extentOf(wholes);
  return found;
}

/** Where the first bucket begins: its point stands at its end, the axis begins at its start. */
function firstEdge({ x, width }: Series): number[] {
  const first = x[0];
  return width > 0 && first !== undefined ? [Math.floor(first / width) * width] : [];
}

/** One rate a series, so that what has not changed is not drawn again. */
function rateOf(rates: WeakMap<Series, Series>, series: Series): Series {
  const known = rates.get(series) ?? perSecond(series);
  rates.set(series, known);
  return known;
}

/** The earlier array while it holds the same lines: news of another panel draws nothing here. */
function useSameLines(lines: readonly FoundLine[]): readonly FoundLine[] {
  const last = useRef(lines);
  const same =
    last.current.length === lines.length &&
    lines.every(({ run, line, series }, i) => {
      const before = last.current[i];
      return before?.run === run && before.line === line && before.series === series;
    });
  if (!same) last.current = lines;
  return last.current;
}
