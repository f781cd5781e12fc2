import type { PlotModel, Zoom } from '../charts/plot-model';

/** The x interval made `factor` times as wide around `x`, or around its middle. */
export function zoomAt(model: PlotModel, x: number | null, factor: number): Zoom {
  const [from, to] = model.x;
  const centre = x !== null && x >= from && x <= to ? x : (from + to) / 2;
  return { x: [centre - (centre - from) * factor, centre + (to - centre) * factor], y: null };
}
