import type { Aggregate, GroupRange, Layout, MetricSource, PanelOptions, RunSelection, Smoothing, XAxis } from '@runstead/ui-contract';
import type { ReactNode } from 'react';

/** One line of a panel: a key, and the label that tells it from the panel's other keys (a device, a direction). */
export interface PanelLine {
  readonly key: string;
  readonly label?: string | undefined;
}

export interface PanelSpec {
  /** Unique within the page; also its `data-key`. For a panel of one key, that key. */
  readonly id: string;
  readonly title: string;
  /** Printed after the title: `%`, `MB`, `bytes`. */
  readonly unit?: string | undefined;
  readonly lines: readonly PanelLine[];
  /** A fixed y range, as 0 to 100 for percents; absent is automatic. */
  readonly yRange?: readonly [number, number] | undefined;
  /** Draw the difference quotient per second of x (which is then a time); a drop counts as a restart. */
  readonly perSecond?: boolean | undefined;
}

export interface PanelSection {
  readonly name: string;
  readonly panels: readonly PanelSpec[];
  /** Collapsed unless the person opened it; `settings.closedSections` then lists it as `open:{name}`. */
  readonly startsClosed?: boolean | undefined;
  /** The prefix of the keys whose new panels come here; absent in a section of the person's own. */
  readonly prefix?: string | undefined;
  /** As the person set them; absent follows the width of the page. */
  readonly columns?: number | undefined;
  readonly height?: number | undefined;
}

/** A run to draw. The order decides which runs a panel draws when there are more than `maxRuns`. */
export interface DrawnRun {
  /** The run id. */
  readonly name: string;
  readonly displayName: string;
  readonly ordinal: number;
  /** `#rrggbb` that the person chose, null for the palette's. */
  readonly colour: string | null;
}

export interface PanelSettings {
  readonly xAxis: XAxis;
  /** Weight of the smoothing; its meaning depends on `smoothingKind`, a time-weighted average by default. */
  readonly smoothing: number;
  readonly smoothingKind?: Smoothing['kind'] | undefined;
  readonly logX?: boolean | undefined;
  readonly ignoreOutliers?: boolean | undefined;
  readonly maxRuns: number;
  readonly aggregate?: Aggregate | undefined;
  readonly groupRange?: GroupRange | undefined;
  readonly closedSections: string[];
  /** What the person set for single panels; absent where it is not kept. */
  readonly panels?: Readonly<Record<string, PanelOptions>> | undefined;
  readonly layout?: Layout | undefined;
}

/** How the runs of the view are grouped: each innermost group is one line. */
export interface Grouping {
  readonly selection: RunSelection;
  /** Empty draws single runs, unless a panel groups by fields of its own. */
  readonly by: readonly string[];
  readonly hidden: ReadonlySet<string>;
  /** Group id -> `#rrggbb`. */
  readonly colours: Readonly<Record<string, string>>;
}

export interface PanelAreaProps {
  readonly entity: string;
  readonly project: string;
  readonly source: MetricSource;
  readonly runs: readonly DrawnRun[];
  readonly sections: readonly PanelSection[];
  readonly settings: PanelSettings;
  readonly onSettings: (changes: Partial<PanelSettings>) => void;
  /** Absent where one run is shown. */
  readonly grouping?: Grouping | undefined;
  readonly baseline?: string | undefined;
  /** So many of the first runs are always drawn, beyond the limit of a panel. */
  readonly pinned?: number | undefined;
  /** Logged numeric keys that can serve as x axis. */
  readonly xKeys?: readonly string[] | undefined;
  /** What the bar above the panels begins with, before the panel search. */
  readonly lead?: ReactNode;
  /** What else the bar holds, at its end. */
  readonly children?: ReactNode;
  /** Shown when there is no panel at all, and what helps. */
  readonly emptyText: string;
  readonly emptyAction?: ReactNode;
  /** Panels can be added, moved and removed, and sections arranged. */
  readonly arranges?: boolean | undefined;
  /** Visible runs in all, when `runs` lists only the first of them. */
  readonly visible?: number | undefined;
  /** Why no run is drawn, and what helps; absent when `runs` is never empty. */
  readonly noRuns?: { readonly text: string; readonly action: string; readonly onAction: () => void } | undefined;
}
