import type { Zoom } from '../charts/plot-model';

/** What a person did to one panel in this tab and is not kept; survives that the panel leaves the screen. */
export interface PanelMemory {
  readonly zoom: Zoom | null;
  /** Lines switched off in the legend. */
  readonly off: ReadonlySet<string>;
}

export const FRESH_PANEL: PanelMemory = { zoom: null, off: new Set() };

/** The next limits that `Show more` offers: 20, 50, 100, 200, 500, 1,000. */
export function nextLimit(limit: number): number {
  return [20, 50, 100, 200, 500, 1_000].find((more) => more > limit) ?? 1_000;
}
