import type { PlotModel } from '../charts/plot-model';
import { xAxisLabel } from '../charts/x-axes';
import { extentOf } from '../charts/extents';
import { formatNumber } from '../format/number';

/** For assistive tech: `Line chart of val/loss by Step, 10 runs, from 0.18 to 2.31`. */
export function describePanel(title: string, model: PlotModel, runs: number, what = 'run'): string {
  const extent = extentOf(model.lines.map(({ y }) => y));
  const values = extent ? `, from ${formatNumber(extent[0])} to ${formatNumber(extent[1])}` : '';
  return `Line chart of ${title} by ${xAxisLabel(model.xAxis)}, ${runs} ${runs === 1 ? what : `${what}s`}${values}`;
}
