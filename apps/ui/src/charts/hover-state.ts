import type { XAxis } from '@runstead/ui-contract';

export interface TooltipRow {
  readonly id: string;
  readonly label: string;
  readonly colour: string;
  readonly dash: readonly number[];
  readonly value: number;
  /** The value before smoothing. */
  readonly original: number | null;
  /** Least and largest of the bucket. */
  readonly bounds: readonly [number, number] | null;
  /** Of a group. */
  readonly members: { readonly deviation: number; readonly counted: number; readonly all: number } | null;
  readonly nearest: boolean;
}

export interface Hover {
  /** The panel under the pointer; null when a row of the sidebar is. */
  readonly panel: string | null;
  readonly xAxis: XAxis | null;
  readonly x: number | null;
  /** What lights up everywhere: a run's name (or a line's own group). */
  readonly group: string | null;
  readonly tooltip: {
    readonly title: string;
    readonly rows: readonly TooltipRow[];
    readonly clientX: number;
    readonly clientY: number;
  } | null;
}

const NOTHING: Hover = { panel: null, xAxis: null, x: null, group: null, tooltip: null };

/** What the pointer is on, shared by the charts and the sidebar of a page. Held outside React: a move draws no component but the tooltip. */
export class HoverState {
  private hover: Hover = NOTHING;
  private frozen = false;
  private readonly listeners = new Set<() => void>();

  readonly current = (): Hover => this.hover;
  readonly group = (): string | null => this.hover.group;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  set(hover: Hover): void {
    if (this.frozen) return;
    this.hover = hover;
    for (const listener of this.listeners) listener();
  }

  /** A row of the sidebar or a legend entry. */
  setGroup(group: string | null): void {
    if (group !== this.hover.group || this.hover.panel !== null) this.set({ ...NOTHING, group });
  }

  clear(): void {
    if (this.hover !== NOTHING) this.set(NOTHING);
  }

  /** Keeps the tooltip for selecting and copying until it is released. */
  freeze(): void {
    if (this.hover.tooltip) this.frozen = true;
  }

  release(): void {
    if (!this.frozen) return;
    this.frozen = false;
    this.set(NOTHING);
  }
}
