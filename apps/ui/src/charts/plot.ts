import uPlot from 'uplot';
import { axisLabels, logTickLabels } from '../format/axis';
import type { ChartColours } from './chart-colours';
import { drawLines, LineShapesCache } from './draw-lines';
import { drawEndLabels, endLabelWidth } from './end-labels';
import type { Interval } from './extents';
import type { PlotModel, Zoom } from './plot-model';
import { NUMBER_STEPS, xSteps, xTickLabels } from './x-axes';

export interface Ticks {
  readonly at: readonly number[];
  readonly labels: readonly string[];
}

/** What an export needs: the canvas as it is, and the same in values. */
export interface PlotPicture {
  readonly canvas: HTMLCanvasElement;
  readonly model: PlotModel;
  readonly colours: ChartColours;
  readonly area: { readonly left: number; readonly top: number; readonly width: number; readonly height: number };
  readonly ticks: { readonly x: Ticks; readonly y: Ticks };
  readonly position: (value: number, axis: 'x' | 'y') => number;
}

export interface PlotEvents {
  /** The pointer, in values of x and in pixels of the plotting area; null when it left. */
  onPointer(at: { readonly x: number; readonly left: number; readonly top: number } | null): void;
  onZoom(zoom: Zoom | null): void;
}

/** A selection flatter than this zooms only x, narrower only y. */
const FLAT_PX = 10;
/** Updates nearer to each other than this, as from a slider, are drawn as drafts, and once properly when they end. */
const DRAFT_MS = 150;
const NO_TICKS: Ticks = { at: [], labels: [] };

/**
 * One canvas. uPlot gives scales, axes, selection and resizing; the lines are drawn by us, each with its own x column,
 * so that nothing is joined or copied and a hover redraws strokes only.
 */
export class Plot {
  private readonly plot: uPlot;
  private readonly shapes = new LineShapesCache();
  private hoveredGroup: string | null = null;
  private updatedAt = -Infinity;
  private draft = false;
  private finish: ReturnType<typeof setTimeout> | undefined;
  private onScreen = true;
  private readonly ticks = { x: NO_TICKS, y: NO_TICKS };
  /** Something changed while the chart was off screen. */
  private behind = false;

  constructor(
    target: HTMLElement,
    size: { readonly width: number; readonly height: number },
    private model: PlotModel,
    private colours: ChartColours,
    private readonly events: PlotEvents,
  ) {
    this.plot = new uPlot(this.options(size), frame(model), target);
    this.plot.over.addEventListener('mousemove', this.moved);
    this.plot.over.addEventListener('mouseleave', this.left);
    this.plot.over.addEventListener('wheel', this.wheeled, { passive: false });
  }

  /** Takes effect with the next `update`. */
  recolour(colours: ChartColours): void {
    this.colours = colours;
  }

  update(model: PlotModel): void {
    const before = this.model;
    this.model = model;
    const now = performance.now();
    this.draft = now - this.updatedAt < DRAFT_MS;
    this.updatedAt = now;
    if (!this.onScreen) {
      this.behind = true;
      return;
    }
    const same = before.x[0] === model.x[0] && before.x[1] === model.x[1] && before.y[0] === model.y[0] && before.y[1] === model.y[1];
    if (same && !this.behind) this.plot.redraw(false, true);
    else this.plot.setData(frame(model));
    this.behind = false;
    clearTimeout(this.finish);
    if (this.draft)
      this.finish = setTimeout(() => {
        this.draft = false;
        this.plot.redraw(false, false);
      }, DRAFT_MS);
  }

  /** Off screen nothing is drawn; what came meanwhile is drawn on return. */
  show(onScreen: boolean): void {
    this.onScreen = onScreen;
    if (onScreen && this.behind) this.update(this.model);
  }

  resize(width: number, height: number): void {
    if (width !== this.plot.width || height !== this.plot.height) this.plot.setSize({ width, height });
  }

  highlight(group: string | null): void {
    if (group === this.hoveredGroup) return;
    this.hoveredGroup = group;
    if (this.onScreen) this.plot.redraw(false, false);
    else this.behind = true;
  }

  /** Pixels of a value from the left (x) or top (y) of the plotting area. */
  position(value: number, axis: 'x' | 'y'): number {
    return this.plot.valToPos(value, axis);
  }

  /** The plotting area within the chart's element, in CSS pixels. */
  area(): { left: number; top: number; width: number; height: number } {
    const { left, top, width, height } = this.plot.bbox;
    const pixels = devicePixelRatio;
    return { left: left / pixels, top: top / pixels, width: width / pixels, height: height / pixels };
  }

  picture(): PlotPicture {
    const { model, colours } = this;
    const position = (value: number, axis: 'x' | 'y'): number => this.position(value, axis);
    return { canvas: this.plot.ctx.canvas, model, colours, area: this.area(), ticks: { ...this.ticks }, position };
  }

  /** Kept for the export: uPlot does not tell which ticks it drew. */
  private kept(axis: 'x' | 'y', at: readonly number[], labels: string[]): string[] {
    this.ticks[axis] = { at: [...at], labels };
    return labels;
  }

  destroy(): void {
    clearTimeout(this.finish);
    this.plot.destroy();
  }

  private readonly moved = (event: MouseEvent): void => {
    const box = this.plot.over.getBoundingClientRect();
    const left = event.clientX - box.left;
    this.events.onPointer({ x: this.plot.posToVal(left, 'x'), left, top: event.clientY - box.top });
  };

  /** Ctrl/⌘+wheel zooms x at the pointer; a plain wheel scrolls the page. */
  private readonly wheeled = (event: WheelEvent): void => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const at = this.plot.posToVal(event.clientX - this.plot.over.getBoundingClientRect().left, 'x');
    const factor = 1.2 ** Math.sign(event.deltaY);
    const [from, to] = this.model.x;
    this.events.onZoom({ x: [at - (at - from) * factor, at + (to - at) * factor], y: null });
  };

  private readonly left = (): void => this.events.onPointer(null);

  private readonly selected = (plot: uPlot): void => {
    const { left, top, width, height } = plot.select;
    if (width <= 0 && height <= 0) return;
    const box = this.area();
    const narrowed = (from: number, to: number, axis: 'x' | 'y'): Interval => {
      const a = plot.posToVal(from, axis);
      const b = plot.posToVal(to, axis);
      return a < b ? [a, b] : [b, a];
    };
    const x = width >= box.width - 1 ? this.model.x : narrowed(left, left + width, 'x');
    const y = height >= box.height - 1 ? null : narrowed(top + height, top, 'y');
    plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
    if (x[0] < x[1]) this.events.onZoom({ x, y });
  };

  private options(size: { readonly width: number; readonly height: number }): uPlot.Options {
    const axisColour = (): string => this.colours.axis;
    const grid: uPlot.Axis.Grid = { stroke: () => this.colours.grid, width: 1 };
    const font = '11px "Inter Variable", system-ui, sans-serif';
    return {
      ...size,
      padding: [6, (plot) => endLabelWidth(plot, this.model), 0, 0],
      legend: { show: false },
      cursor: {
        x: false,
        y: false,
        points: { show: false },
        drag: { x: true, y: true, uni: FLAT_PX, dist: 4, setScale: false },
        bind: { dblclick: () => () => (this.events.onZoom(null), null) },
      },
      scales: {
        x: { time: false, distr: this.model.logX ? 3 : 1, range: () => [...this.model.x] },
        y: { distr: this.model.logY ? 3 : 1, range: () => [...this.model.y] },
      },
      series: [{}, { show: true, paths: () => null, points: { show: false } }],
      axes: [
        {
          stroke: axisColour,
          font,
          grid: { show: false },
          ticks: { show: false },
          size: 22,
          gap: 4,
          space: 52,
          ...(this.model.logX ? {} : { incrs: () => xSteps(this.model.xAxis) }),
          values: (_, ticks) =>
            this.kept('x', ticks, this.model.logX ? logTickLabels(ticks, this.model.x) : xTickLabels(this.model.xAxis, ticks)),
        },
        {
          stroke: axisColour,
          font,
          grid,
          ticks: { show: false },
          gap: 6,
          space: 28,
          incrs: NUMBER_STEPS,
          values: (_, ticks) => this.kept('y', ticks, this.model.logY ? logTickLabels(ticks, this.model.y) : axisLabels(ticks)),
          size: (_, labels) => 12 + 6.4 * Math.max(2, ...(labels ?? []).map((label) => String(label ?? '').length)),
        },
      ],
      hooks: {
        drawAxes: [(plot) => this.drawZeroLine(plot)],
        draw: [
          (plot) => {
            drawLines(plot, this.model, this.shapes, this.hoveredGroup, this.draft);
            drawEndLabels(plot, this.model, this.colours);
          },
        ],
        setSelect: [this.selected],
      },
    };
  }

  /** The bottom line of the plot, and zero where it lies inside. */
  private drawZeroLine(plot: uPlot): void {
    const { ctx, bbox } = plot;
    const [low, high] = this.model.y;
    ctx.save();
    ctx.fillStyle = this.colours.zero;
    const at = (value: number): number => Math.round(plot.valToPos(value, 'y', true));
    const thickness = Math.max(1, Math.round(devicePixelRatio));
    ctx.fillRect(bbox.left, bbox.top + bbox.height - thickness, bbox.width, thickness);
    if (!this.model.logY && low < 0 && high > 0) ctx.fillRect(bbox.left, at(0), bbox.width, thickness);
    ctx.restore();
  }
}

/** uPlot sees the corners of the picture only. */
function frame(model: PlotModel): uPlot.AlignedData {
  return [[...model.x], [...model.y]];
}
