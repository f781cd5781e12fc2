import type { Zoom } from '../charts/plot-model';
import type { KeptPanel } from './panel-types';

/** What a person did to one panel in this tab; survives that the panel leaves the screen. */
export interface PanelMemory {
  readonly zoom: Zoom | null;
  readonly logY: boolean;
  /** The panel's own limit of runs, null for the workspace's. */
  readonly limit: number | null;
  /** Lines switched off in the legend. */
  readonly off: ReadonlySet<string>;
}

export const FRESH_PANEL: PanelMemory = { zoom: null, logY: false, limit: null, off: new Set() };

export function freshPanel(kept: KeptPanel | undefined): PanelMemory {
  return { ...FRESH_PANEL, logY: kept?.logY ?? false, limit: kept?.maxRuns ?? null };
}

/** All panels' settings after a change; null when it changed nothing that outlives the tab (zooming does not). */
export function keptPanels(
  all: Readonly<Record<string, KeptPanel>> | undefined,
  id: string,
  { logY, limit }: Partial<PanelMemory>,
): Record<string, KeptPanel> | null {
  if (logY === undefined && limit === undefined) return null;
  const { maxRuns, ...others } = all?.[id] ?? {};
  // Null goes back to the workspace's limit.
  const most = limit === undefined ? maxRuns : (limit ?? undefined);
  return { ...all, [id]: { ...others, ...(logY === undefined ? {} : { logY }), ...(most === undefined ? {} : { maxRuns: most }) } };
}

/** The next limits that `Show more` offers: 20, 50, 100, 200, 500, 1,000. */
export function nextLimit(limit: number): number {
  return [20, 50, 100, 200, 500, 1_000].find((more) => more > limit) ?? 1_000;
}
