import type uPlot from 'uplot';
import { formatNumber } from '../format/number';
import type { ChartColours } from './chart-colours';
import type { PlotLine, PlotModel } from './plot-model';

const MOST_LINES = 5;
const HEIGHT = 13;
/** Between the line's end and its label, between the label and the chart's edge, and what widths are rounded up to. */
const GAP = 5;
const EDGE = 2;
const STEP = 12;

export const hasEndLabels = (model: PlotModel): boolean => model.lines.length <= MOST_LINES && !model.zoomed;

/** Room right of the plot for the labels, in CSS pixels. */
export function endLabelWidth({ ctx }: uPlot, model: PlotModel): number {
  if (!hasEndLabels(model)) return 8;
  ctx.save();
  ctx.font = fontOf(1);
  const widest = model.lines.reduce((most, line) => Math.max(most, ctx.measureText(lastText(line) ?? '').width), 0);
  ctx.restore();
  // In steps, so that neighbours end at the same place.
  return GAP + STEP * Math.ceil((widest + EDGE) / STEP);
}

const fontOf = (pixels: number): string => `600 ${11 * pixels}px "Inter Variable", system-ui, sans-serif`;

/** The last value beside the end of its line, for five lines or fewer; labels make room for each other. */
export function drawEndLabels(plot: uPlot, model: PlotModel, colours: ChartColours): void {
  if (!hasEndLabels(model)) return;
  const pixels = devicePixelRatio;
  const { ctx, bbox } = plot;
  const labels = model.lines
    .map((line) => ({ line, text: lastText(line), y: plot.valToPos(lastValue(line) ?? NaN, 'y', true) }))
    .filter(({ text, y }) => text !== null && Number.isFinite(y))
    .sort((a, b) => a.y - b.y);
  let lowest = bbox.top - HEIGHT * pixels;
  for (const label of labels) lowest = label.y = Math.max(label.y, lowest + HEIGHT * pixels);
  let highest = bbox.top + bbox.height + HEIGHT * pixels;
  for (const label of labels.reverse()) highest = label.y = Math.min(label.y, highest - HEIGHT * pixels);
  ctx.save();
  ctx.font = fontOf(pixels);
  ctx.textBaseline = 'middle';
  ctx.textAlign = 'left';
  for (const { line, text, y } of labels) {
    ctx.fillStyle = model.lines.length === 1 ? colours.text : line.colour;
    ctx.fillText(text ?? '', bbox.left + bbox.width + GAP * pixels, y);
  }
  ctx.restore();
}

function lastValue({ y }: PlotLine): number | null {
  for (let i = y.length - 1; i >= 0; i -= 1) if (Number.isFinite(y[i])) return y[i] ?? null;
  return null;
}

function lastText(line: PlotLine): string | null {
  const value = lastValue(line);
  return value === null ? null : formatNumber(value, 4);
}
