import type { GroupSeries, Series, Smoothing, XAxis } from '@runstead/ui-contract';
import { extentOf, paddedLogRange, paddedRange, type Interval } from './extents';
import { smoothed, smooths } from './smoothing';

/** A line's points. A group's has the range that is shaded (null is none) instead of minimum and maximum, and its figures. */
export interface DrawnSeries extends Series {
  readonly band?: { readonly low: Float64Array; readonly high: Float64Array } | null;
  readonly figures?: GroupSeries;
}

/** A line as a chart draws it. */
export interface PlotLine {
  /** Unique within the chart. */
  readonly id: string;
  /** Lines of one group light up together: the name of the run, or the key where one run is drawn. */
  readonly group: string;
  readonly label: string;
  readonly colour: string;
  readonly dash: readonly number[];
  readonly series: DrawnSeries;
  /** What is drawn: the smoothed values, or `series.y` itself. */
  readonly y: Float64Array;
}

export interface Zoom {
  readonly x: Interval;
  readonly y: Interval | null;
}

export interface PlotModel {
  readonly lines: readonly PlotLine[];
  readonly xAxis: XAxis;
  readonly x: Interval;
  readonly y: Interval;
  readonly logX: boolean;
  readonly logY: boolean;
  readonly smoothed: boolean;
  /** The values before smoothing stay behind the line. */
  readonly showOriginal: boolean;
  readonly zoomed: boolean;
  /** CSS pixels. */
  readonly lineWidth: number;
  /** The area between line and axis is filled. */
  readonly area: boolean;
  /** Drawn thicker and last: the group of the baseline run. */
  readonly baseline: string | null;
  /** Values that lie outside because outliers are ignored. */
  readonly outside: number;
}

export interface ModelInput {
  readonly lines: readonly Omit<PlotLine, 'y'>[];
  readonly xAxis: XAxis;
  readonly smoothing: Smoothing;
  readonly showOriginal?: boolean | undefined;
  readonly ignoreOutliers?: boolean | undefined;
  readonly logX?: boolean | undefined;
  readonly logY: boolean;
  readonly zoom: Zoom | null;
  /** Set by the person or the panel; null at either end is automatic. */
  readonly xRange?: OpenInterval | undefined;
  readonly yRange: OpenInterval | undefined;
  readonly lineWidth?: number | undefined;
  readonly area?: boolean | undefined;
  readonly baseline?: string | null | undefined;
  /** The x extent of all lines before zooming. */
  readonly wholeX: Interval | null;
}

export type OpenInterval = readonly [number | null, number | null];

const LINE_WIDTH = 1.5;

/** Everything that a chart needs to draw, but for colours of the theme. Null when there is nothing to draw. */
export function plotModel(input: ModelInput): PlotModel | null {
  const { wholeX, zoom, logX = false, logY, smoothing } = input;
  const whole = wholeX && logX ? positiveExtent(input.lines) : wholeX;
  const x = (zoom && whole ? closed(zoom.x, whole, logX) : undefined) ?? (whole && closed(input.xRange, whole, logX));
  if (!x || !whole) return null;
  const extent = whole[1] - whole[0];
  const isSmoothed = smooths(smoothing);
  const lines = input.lines.map((line) => ({
    ...line,
    y: isSmoothed ? smoothed(line.series.x, line.series.y, smoothing, extent) : line.series.y,
  }));
  const inside = zoom || input.xRange ? x : null;
  const automatic = input.ignoreOutliers ? middleRange(lines, inside, logY) : automaticY(lines, inside, logY);
  const y = zoom?.y ?? closed(input.yRange, automatic, logY);
  return {
    lines,
    xAxis: input.xAxis,
    x: x[0] < x[1] ? x : logX ? [x[0] / 2, x[1] * 2] : [x[0] - 0.5, x[1] + 0.5],
    y,
    logX,
    logY,
    smoothed: isSmoothed,
    showOriginal: input.showOriginal ?? true,
    zoomed: zoom !== null,
    lineWidth: input.lineWidth ?? LINE_WIDTH,
    area: input.area ?? false,
    baseline: input.baseline ?? null,
    outside: input.ignoreOutliers ? countOutside(lines, inside, y) : 0,
  };
}

/** The chosen ends, the automatic ones where none was chosen, the two contradict each other, or a log axis has no such place. */
function closed(chosen: OpenInterval | undefined, automatic: Interval, log: boolean): Interval {
  const end = (at: 0 | 1): number => {
    const value = chosen?.[at] ?? automatic[at];
    return log && value <= 0 ? automatic[at] : value;
  };
  const [from, to] = [end(0), end(1)];
  return from < to ? [from, to] : automatic;
}

const positiveExtent = (lines: ModelInput['lines']): Interval | null =>
  extentOf(
    lines.map(({ series }) => series.x),
    true,
  );

/** The 5th to the 95th percentile of the drawn values: what lies outside leaves the picture, no point is removed. */
function middleRange(lines: readonly PlotLine[], inside: Interval | null, logY: boolean): Interval {
  const values = lines.flatMap(({ series, y }) =>
    [...cut(series, y, inside)].filter((value) => Number.isFinite(value) && !(logY && value <= 0)),
  );
  if (values.length === 0) return logY ? [1, 10] : [0, 1];
  values.sort((a, b) => a - b);
  const at = (share: number): number => values[Math.round(share * (values.length - 1))] ?? 0;
  return logY ? paddedLogRange([at(0.05), at(0.95)]) : paddedRange([at(0.05), at(0.95)]);
}

function countOutside(lines: readonly PlotLine[], inside: Interval | null, [low, high]: Interval): number {
  return lines.reduce((sum, { series, y }) => sum + cut(series, y, inside).filter((value) => value < low || value > high).length, 0);
}

function automaticY(lines: readonly PlotLine[], inside: Interval | null, logY: boolean): Interval {
  const showsBand = bandsShown(lines.length);
  const columns = lines.flatMap(({ series, y }) =>
    (showsBand ? shaded(series, y) : [y, series.y]).map((column) => cut(series, column, inside)),
  );
  const extent = extentOf(columns, logY) ?? (logY ? [1, 10] : [0, 1]);
  return logY ? paddedLogRange(extent) : paddedRange(extent);
}

function shaded(series: DrawnSeries, y: Float64Array): Float64Array[] {
  const band = bandOf(series);
  return band ? [band.low, band.high] : [y, series.y];
}

/** What is shaded: a group's range, else minimum and maximum where points stand for buckets. */
export function bandOf(series: DrawnSeries): { readonly low: Float64Array; readonly high: Float64Array } | null {
  if (series.band !== undefined) return series.band;
  return series.width > 0 ? { low: series.min, high: series.max } : null;
}

function cut(series: Series, column: Float64Array, inside: Interval | null): Float64Array {
  if (!inside) return column;
  return column.filter((_, i) => (series.x[i] ?? NaN) >= inside[0] && (series.x[i] ?? NaN) <= inside[1]);
}

/** Bands between minimum and maximum are on for five lines or fewer, otherwise only for the hovered line. */
export const bandsShown = (lines: number): boolean => lines <= 5;
