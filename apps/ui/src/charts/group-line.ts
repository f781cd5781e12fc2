import { standardError, type Aggregate, type GroupRange, type GroupSeries } from '@runstead/ui-contract';
import type { DrawnSeries } from './plot-model';

/**
 * A group as a line: the aggregate at every x where a member logged, and the range around it (UI 9.4). The server computed
 * the figures over all members; nothing is sampled or interpolated here.
 */
export function groupLine(figures: GroupSeries, run: string, aggregate: Aggregate, range: GroupRange): DrawnSeries {
  const y = figures[aggregate];
  return {
    key: figures.key,
    run,
    width: figures.width,
    points: figures.x.length,
    x: figures.x,
    y,
    min: figures.min,
    max: figures.max,
    mean: figures.mean,
    count: figures.n,
    markX: NOTHING,
    markKind: NOTHING,
    band: bandOf(figures, y, range),
    figures,
  };
}

const NOTHING = new Float64Array();

function bandOf(figures: GroupSeries, centre: Float64Array, range: GroupRange): NonNullable<DrawnSeries['band']> | null {
  if (range === 'none') return null;
  if (range === 'minmax') return { low: figures.min, high: figures.max };
  const spread = range === 'stddev' ? figures.sd : standardError(figures);
  return { low: centre.map((value, i) => value - (spread[i] ?? 0)), high: centre.map((value, i) => value + (spread[i] ?? 0)) };
}
