import type { Series } from '@runstead/ui-contract';
import type uPlot from 'uplot';
import { bandOf, bandsShown, type DrawnSeries, type PlotLine, type PlotModel } from './plot-model';

const BAND_OPACITY = 0.18;
const AREA_OPACITY = 0.22;
/** The band's edge, so that a spike narrower than a pixel still shows. */
const BAND_EDGE_OPACITY = 0.4;
const ORIGINAL_OPACITY = 0.25;
const FADED_OPACITY = 0.35;
const MARK_DISTANCE = 6;

/**
 * Segments of one stroke. Painting a wide line costs by the pieces that lie beside each other on a row of pixels: a noisy
 * line in short pieces takes a third of the time of the same line in one (measured without a GPU).
 */
const PIECE = 8;
/** A point nearer than this to the line through its neighbours is left out, in canvas pixels. */
const STRAIGHT = 0.15;

/** The shapes of one line at the current scales; kept until the scales or the data change, so that a hover only strokes. */
interface LineShapes {
  /** Pieces, which overlap by a segment; a dashed line is one piece. */
  readonly line: readonly Path2D[];
  readonly marks: Path2D;
  /** Made when first drawn: drafts and faded lines do without. */
  original(): Path2D | null;
  band(): Path2D | null;
  area(): Path2D;
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

/**
 * Draws all lines; the hovered run last, twice as wide, the others faded. A `draft` is thin and without the originals: it
 * takes a tenth of the time, for values that change faster than lines can be painted.
 */
export function drawLines(plot: uPlot, model: PlotModel, cache: LineShapesCache, hoveredGroup: string | null, draft: boolean): void {
  const { ctx } = plot;
  const { left, top, width, height } = plot.bbox;
  const emphasised = hoveredGroup !== null && model.lines.some(({ group }) => group === hoveredGroup) ? hoveredGroup : null;
  const behind = model.lines.filter(({ group }) => group !== emphasised);
  const ahead = model.lines.filter(({ group }) => group === emphasised);
  ctx.save();
  ctx.beginPath();
  ctx.rect(left, top - 1, width, height + 2);
  ctx.clip();
  ctx.lineJoin = 'bevel';
  ctx.lineCap = 'butt';
  // In reverse, so that the first run of the list lies on top.
  const bands = bandsShown(model.lines.length) || model.lines.some(({ series }) => series.band);
  const common = { originals: model.showOriginal, area: model.area, draft };
  const isBaseline = ({ group }: PlotLine): boolean => group === model.baseline;
  const inOrder = [...behind.filter((line) => !isBaseline(line)).reverse(), ...behind.filter(isBaseline)];
  for (const line of inOrder)
    drawLine(plot, line, cache.of(plot, line), {
      ...common,
      bands,
      opacity: emphasised ? FADED_OPACITY : 1,
      width: model.lineWidth * (isBaseline(line) ? 1.5 : 1),
    });
  for (const line of ahead) drawLine(plot, line, cache.of(plot, line), { ...common, bands: true, opacity: 1, width: model.lineWidth * 2 });
  ctx.restore();
}

interface Look {
  readonly bands: boolean;
  readonly originals: boolean;
  readonly area: boolean;
  readonly opacity: number;
  readonly width: number;
  readonly draft: boolean;
}

function drawLine(plot: uPlot, line: PlotLine, shapes: LineShapes, look: Look): void {
  const { ctx } = plot;
  const pixels = devicePixelRatio;
  ctx.strokeStyle = line.colour;
  ctx.fillStyle = line.colour;
  if (look.area) {
    ctx.globalAlpha = AREA_OPACITY * look.opacity;
    ctx.fill(shapes.area());
  }
  const band = look.bands ? shapes.band() : null;
  if (band) {
    ctx.globalAlpha = BAND_OPACITY * look.opacity;
    ctx.fill(band);
    // A group's range is no line of its own; of buckets a spike narrower than a pixel must show.
    if (!line.series.band) {
      ctx.globalAlpha = BAND_EDGE_OPACITY * look.opacity;
      ctx.lineWidth = pixels;
      ctx.stroke(band);
    }
  }
  const original = look.draft || !look.originals ? null : shapes.original();
  if (original) {
    ctx.globalAlpha = ORIGINAL_OPACITY * look.opacity;
    // A hairline: it is background, and half the cost of the picture when it is as wide as the line.
    ctx.lineWidth = 1;
    ctx.stroke(original);
  }
  ctx.lineWidth = look.draft ? 1 : look.width * pixels;
  ctx.setLineDash(line.dash.map((length) => length * pixels));
  ctx.globalAlpha = look.opacity;
  for (const piece of shapes.line) ctx.stroke(piece);
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
  const logX = scales['x']?.distr === 3;
  const left0 = logX ? Math.log10(x0) : x0;
  const perX = width / (logX ? Math.log10(x1) - left0 : x1 - x0);
  const perY = height / (y1 - y0);
  const x = (value: number): number => left + ((logX ? Math.log10(value) : value) - left0) * perX;
  const y = (value: number): number => top + height - (onAxis(value) - y0) * perY;
  return { x, y, log, lowest, top, height };
}

function shapesOf(chart: uPlot, line: PlotLine): LineShapes {
  const plot = pixelsOf(chart);
  const { series, y } = line;
  let original: Path2D | null | undefined;
  let band: Path2D | null | undefined;
  let area: Path2D | undefined;
  return {
    line: linePaths(plot, series, y, line.dash.length > 0 ? Infinity : PIECE),
    marks: marksPath(plot, series, y),
    original: () => (original ??= y === series.y ? null : (linePaths(plot, series, series.y, Infinity)[0] ?? null)),
    band: () => (band ??= bandPath(plot, series)),
    area: () => (area ??= areaPath(plot, series, y)),
  };
}

/** Breaks where a value was not finite, or not positive on a log axis. A stretch of one point is a dot (in `marksPath`). */
function linePaths(plot: Pixels, series: Series, y: Float64Array, piece: number): Path2D[] {
  const paths: Path2D[] = [];
  let path = new Path2D();
  let length = Infinity;
  forEachStretch(plot, series, y, (all) => {
    const points = withoutStraights(all);
    for (let i = 0; i < points.length; i += 2) {
      const [x = 0, height = 0] = [points[i], points[i + 1]];
      if (i === 0 || length >= piece) {
        if (length >= piece) paths.push((path = new Path2D()));
        // The segment before once more: the pieces meet in a joint, not in two blunt ends.
        const from = Math.max(0, i - (i >= 4 ? 4 : 2));
        path.moveTo(points[from] ?? x, points[from + 1] ?? height);
        for (let k = from + 2; k < i; k += 2) path.lineTo(points[k] ?? x, points[k + 1] ?? height);
        length = 0;
      }
      if (i > 0) path.lineTo(x, height);
      length += 1;
    }
  });
  return paths;
}

/** The same line without the points that lie on it: a smoothed line of a thousand points keeps some sixty. */
function withoutStraights(points: readonly number[]): readonly number[] {
  const [firstX = 0, firstY = 0] = points;
  const kept: number[] = [firstX, firstY];
  let [ax, ay, dropped] = [firstX, firstY, 0];
  for (let i = 2; i < points.length; i += 2) {
    const bx = points[i] ?? 0;
    const by = points[i + 1] ?? 0;
    const cx = points[i + 2] ?? NaN;
    const cy = points[i + 3] ?? NaN;
    // Never many in a row: each could be off by a little more. The last point compares with NaN and stays.
    if (dropped < PIECE && bx >= ax && bx <= cx && Math.abs(by - (ay + ((cy - ay) * (bx - ax)) / (cx - ax))) < STRAIGHT) dropped += 1;
    else {
      kept.push(bx, by);
      [ax, ay, dropped] = [bx, by, 0];
    }
  }
  return kept;
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

function bandPath(plot: Pixels, series: DrawnSeries): Path2D | null {
  const band = bandOf(series);
  if (!band) return null;
  const path = new Path2D();
  const count = series.x.length;
  const corner = (i: number, column: Float64Array): [number, number] => {
    const value = column[i] ?? NaN;
    return [plot.x(series.x[i] ?? NaN), plot.y(plot.log ? Math.max(value, plot.lowest) : value)];
  };
  for (let i = 0; i < count; i += 1) {
    const [x, y] = corner(i, band.high);
    if (i === 0) path.moveTo(x, y);
    else path.lineTo(x, y);
  }
  for (let i = count - 1; i >= 0; i -= 1) path.lineTo(...corner(i, band.low));
  path.closePath();
  return path;
}

/** Between the line and zero, or the lower edge where zero is not in the picture. */
function areaPath(plot: Pixels, series: Series, y: Float64Array): Path2D {
  const path = new Path2D();
  const base = Math.min(plot.top + plot.height, Math.max(plot.top, plot.log ? Infinity : plot.y(0)));
  forEachStretch(plot, series, y, (points) => {
    path.moveTo(points[0] ?? 0, base);
    for (let i = 0; i < points.length; i += 2) path.lineTo(points[i] ?? 0, points[i + 1] ?? base);
    path.lineTo(points.at(-2) ?? 0, base);
    path.closePath();
  });
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
