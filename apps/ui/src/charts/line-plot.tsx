import 'uplot/dist/uPlot.min.css';
import { useEffect, useImperativeHandle, useLayoutEffect, useRef, type Ref } from 'react';
import { useScheme } from '../theme/color-scheme';
import { readChartColours } from './chart-colours';
import styles from './charts.module.css';
import { useHoverState } from './hover';
import type { HoverState } from './hover-state';
import { Plot, type PlotPicture } from './plot';
import type { PlotModel, Zoom } from './plot-model';
import { readAt, snappedX } from './reading';
import { formatX, xAxisLabel } from './x-axes';

export interface LinePlotHandle {
  /** Moves the crosshair to a drawn x and answers what stands there, in words. */
  readAt(x: number): string;
  picture(): PlotPicture | null;
}

interface Props {
  readonly panel: string;
  readonly model: PlotModel;
  readonly onZoom: (zoom: Zoom | null) => void;
  readonly ref?: Ref<LinePlotHandle>;
}

/** Charts nearer to the screen than this are drawn before they are seen. */
const NEAR_SCREEN = '160px';

/** A chart that fills its parent. Pointer moves stay outside React. */
export function LinePlot({ panel, model, onZoom, ref }: Props) {
  const scheme = useScheme();
  const hover = useHoverState();
  const root = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLDivElement>(null);
  const crosshair = useRef<HTMLDivElement>(null);
  const point = useRef<HTMLDivElement>(null);
  const plot = useRef<Plot | null>(null);
  const current = useRef({ model, onZoom });
  useLayoutEffect(() => {
    current.current = { model, onZoom };
  });

  useLayoutEffect(() => {
    const box = canvas.current;
    if (!box) return;
    const made = new Plot(
      box,
      { width: box.clientWidth || 300, height: box.clientHeight || 150 },
      current.current.model,
      readChartColours(box),
      {
        onZoom: (zoom) => current.current.onZoom(zoom),
        onPointer: (at) => {
          if (!at) hover.clear();
          else pointAt(hover, panel, current.current.model, made, at, box);
        },
      },
    );
    plot.current = made;
    const resized = new ResizeObserver(() => made.resize(box.clientWidth, box.clientHeight));
    resized.observe(box);
    const seen = new IntersectionObserver((entries) => made.show(entries.at(-1)?.isIntersecting ?? true), { rootMargin: NEAR_SCREEN });
    seen.observe(box);
    return () => {
      resized.disconnect();
      seen.disconnect();
      made.destroy();
      plot.current = null;
    };
  }, [hover, panel, model.logX, model.logY]);

  useLayoutEffect(() => {
    if (canvas.current) plot.current?.recolour(readChartColours(canvas.current));
  }, [scheme]);

  useLayoutEffect(() => {
    plot.current?.update(model);
  }, [model, scheme]);

  useEffect(() => {
    const show = (): void => {
      if (plot.current) showHover(hover, panel, current.current.model, plot.current, crosshair.current, point.current);
    };
    show();
    return hover.subscribe(show);
  }, [hover, panel]);

  useImperativeHandle(ref, () => ({
    picture: () => plot.current?.picture() ?? null,
    readAt: (x) => {
      if (!plot.current || !canvas.current) return '';
      const at = { x, left: plot.current.position(x, 'x'), top: null };
      return pointAt(hover, panel, current.current.model, plot.current, at, canvas.current);
    },
  }));

  return (
    <div ref={root} className={styles.plot}>
      <div ref={canvas} className={styles.canvas} />
      <div ref={crosshair} className={styles.crosshair} hidden />
      <div ref={point} className={styles.point} hidden />
    </div>
  );
}

/** Snaps to the nearest drawn x and tells the page. Answers the reading in words. */
function pointAt(
  hover: HoverState,
  panel: string,
  model: PlotModel,
  plot: Plot,
  at: { readonly x: number; readonly left: number; readonly top: number | null },
  box: HTMLElement,
): string {
  const x = snappedX(model, at.x);
  if (x === null) return '';
  const { rows, nearest } = readAt(model, plot, x, at.top);
  const area = plot.area();
  const corner = box.getBoundingClientRect();
  const title = model.xAxis === 'time' ? formatX(model.xAxis, x) : `${xAxisLabel(model.xAxis)} ${formatX(model.xAxis, x)}`;
  hover.set({
    panel,
    xAxis: model.xAxis,
    x,
    group: nearest?.group ?? null,
    tooltip: {
      title,
      rows,
      clientX: corner.left + area.left + plot.position(x, 'x'),
      clientY: corner.top + area.top + (at.top ?? area.height / 2),
    },
  });
  return `${title}: ${rows
    .slice(0, 5)
    .map((row) => `${row.label} ${row.value}`)
    .join(', ')}`;
}

/** The crosshair at the hovered x in every chart of the same x axis; the dot on the nearest line of the one under the pointer. */
function showHover(
  hover: HoverState,
  panel: string,
  model: PlotModel,
  plot: Plot,
  crosshair: HTMLElement | null,
  point: HTMLElement | null,
): void {
  const { x, xAxis, group, panel: under } = hover.current();
  plot.highlight(group);
  if (!crosshair || !point) return;
  const shown = x !== null && xAxis === model.xAxis && x >= model.x[0] && x <= model.x[1];
  crosshair.hidden = !shown;
  point.hidden = true;
  if (!shown) return;
  const area = plot.area();
  const left = area.left + plot.position(x, 'x');
  crosshair.style.height = `${area.height}px`;
  crosshair.style.translate = `${left}px ${area.top}px`;
  const line = under === panel && group !== null ? model.lines.find((candidate) => candidate.group === group) : undefined;
  if (!line) return;
  const row = readAt(model, plot, x, null).rows.find(({ id }) => id === line.id);
  if (!row || !Number.isFinite(row.value)) return;
  point.hidden = false;
  point.style.background = line.colour;
  point.style.translate = `${left}px ${area.top + plot.position(row.value, 'y')}px`;
}
