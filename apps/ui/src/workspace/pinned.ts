import type { WorkspaceDocument } from '@runstead/ui-contract';
import type { ListedRun } from './use-runs';

type Pins = Pick<WorkspaceDocument, 'pinned' | 'baseline'>;
const MOST = 20;

/** The baseline first, then the pinned runs in their order. */
export function pinnedNames({ pinned = [], baseline }: Pins): string[] {
  return [...new Set([...(baseline === undefined ? [] : [baseline]), ...pinned])];
}

export function withPin({ pinned = [], baseline }: Pins, run: string, on: boolean): Pins {
  const others = pinned.filter((name) => name !== run);
  if (on) return { pinned: [...others, run].slice(-MOST), baseline };
  return { pinned: others.length > 0 ? others : undefined, baseline: baseline === run ? undefined : baseline };
}

/** The rows with the pinned ones before all others; those that are not loaded are missing. */
export function pinnedFirst(rows: readonly ListedRun[], pins: Pins): { rows: readonly ListedRun[]; pinned: number } {
  const names = pinnedNames(pins);
  if (names.length === 0) return { rows, pinned: 0 };
  const place = new Map(names.map((name, i) => [name, i]));
  const first = rows.filter(({ name }) => place.has(name)).sort((a, b) => (place.get(a.name) ?? 0) - (place.get(b.name) ?? 0));
  return { rows: [...first, ...rows.filter(({ name }) => !place.has(name))], pinned: first.length };
}
