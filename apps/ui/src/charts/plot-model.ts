import type { Series, XAxis } from '@runstead/ui-contract';
import { extentOf, paddedLogRange, paddedRange, type Interval } from './extents';
import { timeWeightedAverage } from './smoothing';

/** A line as a chart draws it. */
export interface PlotLine {
  /** Unique within the chart. */
  readonly id: string;
  /** Lines of one group light up together: the name of the run, or the key where one run is drawn. */
  readonly group: string;
  readonly label: string;
  readonly colour: string;
  readonly dash: readonly number[];
  readonly series: Series;
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
  readonly logY: boolean;
  readonly smoothed: boolean;
  readonly zoomed: boolean;
}

export interface ModelInput {
  readonly lines: readonly Omit<PlotLine, 'y'>[];
  readonly xAxis: XAxis;
  readonly smoothing: number;
  readonly logY: boolean;
  readonly zoom: Zoom | null;
  readonly yRange: Interval | undefined;
  /** The x extent of all lines before zooming. */
  readonly wholeX: Interval | null;
}

/** Everything that a chart needs to draw, but for colours of the theme. Null when there is nothing to draw. */
export function plotModel(input: ModelInput): PlotModel | null {
  const { wholeX, zoom, logY, smoothing } = input;
  const x = zoom?.x ?? wholeX;
  if (!x || !wholeX) return null;
  const extent = wholeX[1] - wholeX[0];
  const lines = input.lines.map((line) => ({
    ...line,
    y: smoothing > 0 ? timeWeightedAverage(line.series.x, line.series.y, smoothing, extent) : line.series.y,
  }));
  const y = zoom?.y ?? input.yRange ?? automaticY(lines, zoom ? x : null, logY);
  return {
    lines,
    xAxis: input.xAxis,
    x: x[0] < x[1] ? x : [x[0] - 0.5, x[1] + 0.5],
    y,
    logY,
    smoothed: smoothing > 0,
    zoomed: zoom !== null,
  };
}

function automaticY(lines: readonly PlotLine[], inside: Interval | null, logY: boolean): Interval {
  const showsBand = bandsShown(lines.length);
  const columns = lines.flatMap(({ series, y }) =>
    (showsBand && series.width > 0 ? [series.min, series.max] : [y, series.y]).map((column) => cut(series, column, inside)),
  );
  const extent = extentOf(columns, logY) ?? (logY ? [1, 10] : [0, 1]);
  return logY ? paddedLogRange(extent) : paddedRange(extent);
}

function cut(series: Series, column: Float64Array, inside: Interval | null): Float64Array {
  if (!inside) return column;
  return column.filter((_, i) => (series.x[i] ?? NaN) >= inside[0] && (series.x[i] ?? NaN) <= inside[1]);
}

/** Bands between minimum and maximum are on for five lines or fewer, otherwise only for the hovered line. */
export const bandsShown = (lines: number): boolean => lines <= 5;
