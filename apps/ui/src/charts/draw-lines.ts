import type { Series } from '@runstead/ui-contract';
import type uPlot from 'uplot';
import { bandsShown, type PlotLine, type PlotModel } from './plot-model';

const LINE_WIDTH = 1.5;
const BAND_OPACITY = 0.18;
/** The band's edge, so that a spike narrower than a pixel still shows. */
const BAND_EDGE_OPACITY = 0.4;
const ORIGINAL_OPACITY = 0.25;
const FADED_OPACITY = 0.35;
const MARK_DISTANCE = 6;

/** The shapes of one line at the current scales; kept until the scales or the data change, so that a hover only strokes. */
interface LineShapes {
  readonly line: Path2D;
  readonly original: Path2D | null;
  readonly band: Path2D | null;
  readonly marks: Path2D;
}

export class LineShapesCache {
  private shapes = new WeakMap<PlotLine, LineShapes>();
  private scales = '';

  of(plot: uPlot, line: PlotLine): LineShapes {
    const { x, y } = plot.scales;
    const { left, top, width, height } = plot.bbox;
    const scales = [x?.min, x?.max, y?.min, y?.max, left, top, width, height].join(' ');
    if (scales !== this.scales) {
      this.shapes = new WeakMap();
      this.scales = scales;
    }
    let known = this.shapes.get(line);
    if (!known) {
      known = shapesOf(plot, line);
      this.shapes.set(line, known);
    }
    return known;
  }
}

/** Draws all lines; the hovered run last, twice as wide, the others faded. */
export function drawLines(plot: uPlot, model: PlotModel, cache: LineShapesCache, hoveredGroup: string | null): void {
  const { ctx } = plot;
  const { left, top, width, height } = plot.bbox;
  const emphasised = hoveredGroup !== null && model.lines.some(({ group }) => group === hoveredGroup) ? hoveredGroup : null;
  const behind = model.lines.filter(({ group }) => group !== emphasised);
  const ahead = model.lines.filter(({ group }) => group === emphasised);
  ctx.save();
  ctx.beginPath();
  ctx.rect(left, top - 1, width, height + 2);
  ctx.clip();
  ctx.lineJoin = 'round';
  ctx.lineCap = 'butt';
  // In reverse, so that the first run of the list lies on top.
  for (const line of behind.reverse())
    drawLine(plot, line, cache.of(plot, line), {
      bands: bandsShown(model.lines.length),
      opacity: emphasised ? FADED_OPACITY : 1,
      width: LINE_WIDTH,
    });
  for (const line of ahead) drawLine(plot, line, cache.of(plot, line), { bands: true, opacity: 1, width: LINE_WIDTH * 2 });
  ctx.restore();
}

function drawLine(plot: uPlot, line: PlotLine, shapes: LineShapes, look: { bands: boolean; opacity: number; width: number }): void {
  const { ctx } = plot;
  const pixels = devicePixelRatio;
  ctx.strokeStyle = line.colour;
  ctx.fillStyle = line.colour;
  if (look.bands && shapes.band) {
    ctx.globalAlpha = BAND_OPACITY * look.opacity;
    ctx.fill(shapes.band);
    ctx.globalAlpha = BAND_EDGE_OPACITY * look.opacity;
    ctx.lineWidth = pixels;
    ctx.stroke(shapes.band);
  }
  ctx.lineWidth = look.width * pixels;
  ctx.setLineDash(line.dash.map((length) => length * pixels));
  if (shapes.original) {
    ctx.globalAlpha = ORIGINAL_OPACITY * look.opacity;
    ctx.stroke(shapes.original);
  }
  ctx.globalAlpha = look.opacity;
  ctx.stroke(shapes.line);
  ctx.setLineDash([]);
  ctx.fill(shapes.marks);
}

/** Values to canvas pixels. Worked out once a line: asking uPlot for each point costs more than the drawing. */
interface Pixels {
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
  readonly log: boolean;
  /** The smallest y on the axis. */
  readonly lowest: number;
  readonly top: number;
  readonly height: number;
}

function pixelsOf({ scales, bbox }: uPlot): Pixels {
  const { left, top, width, height } = bbox;
  const [x0, x1] = [scales['x']?.min ?? 0, scales['x']?.max ?? 1];
  const log = scales['y']?.distr === 3;
  const onAxis = log ? Math.log10 : (value: number): number => value;
  const lowest = scales['y']?.min ?? 0;
  const [y0, y1] = [onAxis(lowest), onAxis(scales['y']?.max ?? 1)];
  const perX = width / (x1 - x0);
  const perY = height / (y1 - y0);
  const x = (value: number): number => left + (value - x0) * perX;
  const y = (value: number): number => top + height - (onAxis(value) - y0) * perY;
  return { x, y, log, lowest, top, height };
}

function shapesOf(chart: uPlot, line: PlotLine): LineShapes {
  const plot = pixelsOf(chart);
  const { series, y } = line;
  return {
    line: linePath(plot, series, y),
    original: y === series.y ? null : linePath(plot, series, series.y),
    band: series.width > 0 ? bandPath(plot, series) : null,
    marks: marksPath(plot, series, y),
  };
}

/** Breaks where a value was not finite, or not positive on a log axis. A stretch of one point is a dot (in `marksPath`). */
function linePath(plot: Pixels, series: Series, y: Float64Array): Path2D {
  const path = new Path2D();
  forEachStretch(plot, series, y, (points) => {
    for (let i = 0; i < points.length; i += 2) {
      if (i === 0) path.moveTo(points[i] ?? 0, points[i + 1] ?? 0);
      else path.lineTo(points[i] ?? 0, points[i + 1] ?? 0);
    }
  });
  return path;
}

function forEachStretch(plot: Pixels, series: Series, y: Float64Array, draw: (points: readonly number[]) => void): void {
  const { x, markX } = series;
  const { log } = plot;
  let points: number[] = [];
  let mark = 0;
  for (let i = 0; i < x.length; i += 1) {
    const at = x[i] ?? NaN;
    const value = y[i] ?? NaN;
    let breaks = false;
    while (mark < markX.length && (markX[mark] ?? NaN) <= at) {
      breaks = true;
      mark += 1;
    }
    const shown = Number.isFinite(value) && Number.isFinite(at) && !(log && value <= 0);
    if ((breaks || !shown) && points.length > 0) {
      draw(points);
      points = [];
    }
    if (shown) points.push(plot.x(at), plot.y(value));
  }
  if (points.length > 0) draw(points);
}

function bandPath(plot: Pixels, series: Series): Path2D {
  const path = new Path2D();
  const { log } = plot;
  const count = series.x.length;
  const corner = (i: number, column: Float64Array): [number, number] => {
    const value = column[i] ?? NaN;
    return [plot.x(series.x[i] ?? NaN), plot.y(log ? Math.max(value, plot.lowest) : value)];
  };
  for (let i = 0; i < count; i += 1) {
    const [x, y] = corner(i, series.max);
    if (i === 0) path.moveTo(x, y);
    else path.lineTo(x, y);
  }
  for (let i = count - 1; i >= 0; i -= 1) path.lineTo(...corner(i, series.min));
  path.closePath();
  return path;
}

/** Dots for single points; triangles at the edges: NaN below, +Infinity above, -Infinity below and upside down. */
function marksPath(plot: Pixels, series: Series, y: Float64Array): Path2D {
  const path = new Path2D();
  const pixels = devicePixelRatio;
  forEachStretch(plot, series, y, (points) => {
    if (points.length !== 2) return;
    const [x = 0, height = 0] = points;
    path.moveTo(x + 3 * pixels, height);
    path.arc(x, height, 3 * pixels, 0, 2 * Math.PI);
  });
  const { top, height } = plot;
  const last = [-Infinity, -Infinity, -Infinity];
  for (let i = 0; i < series.markX.length; i += 1) {
    const kind = series.markKind[i] ?? 0;
    const x = plot.x(series.markX[i] ?? NaN);
    if (x - (last[kind] ?? 0) < MARK_DISTANCE * pixels) continue;
    last[kind] = x;
    const base = kind === 1 ? top + 6 * pixels : kind === 0 ? top + height : top + height - 6 * pixels;
    const tip = kind === 2 ? base + 6 * pixels : base - 6 * pixels;
    path.moveTo(x - 3.5 * pixels, base);
    path.lineTo(x + 3.5 * pixels, base);
    path.lineTo(x, tip);
    path.closePath();
  }
  return path;
}
