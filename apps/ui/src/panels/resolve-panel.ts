import { LIMITS, type Aggregate, type GroupRange, type PanelOptions, type Smoothing, type XAxis } from '@runstead/ui-contract';
import type { OpenInterval } from '../charts/plot-model';
import type { PanelLine, PanelSettings, PanelSpec } from './panel-types';

/** A panel with everything decided: its own options over the workspace's settings over the product's defaults (UI 5.2). */
export interface ResolvedPanel {
  readonly title: string;
  readonly lines: readonly PanelLine[];
  readonly xAxis: XAxis;
  readonly xRange: OpenInterval | undefined;
  readonly yRange: OpenInterval | undefined;
  readonly logX: boolean;
  readonly logY: boolean;
  readonly smoothing: Smoothing;
  readonly showOriginal: boolean;
  readonly ignoreOutliers: boolean;
  readonly maxRuns: number;
  readonly groupBy: readonly string[];
  readonly aggregate: Aggregate;
  readonly range: GroupRange;
  readonly lineWidth: number | undefined;
}

const NOT_GROUPED: readonly string[] = [];

export function resolvePanel(
  panel: PanelSpec,
  options: PanelOptions,
  settings: PanelSettings,
  /** Keys that match the panel's pattern; null when it has none. */
  matching: readonly string[] | null,
  workspaceGroups: readonly string[] = NOT_GROUPED,
): ResolvedPanel {
  return {
    title: options.title ?? panel.title,
    lines: linesOf(panel, options, matching),
    xAxis: options.xAxis ?? settings.xAxis,
    xRange: options.xRange,
    yRange: options.yRange ?? (panel.perSecond ? undefined : panel.yRange),
    logX: options.logX ?? settings.logX ?? false,
    logY: options.logY ?? false,
    smoothing: options.smoothing ?? { kind: settings.smoothingKind ?? 'time-ema', weight: settings.smoothing },
    showOriginal: options.showOriginal ?? true,
    ignoreOutliers: options.ignoreOutliers ?? settings.ignoreOutliers ?? false,
    maxRuns: options.maxRuns ?? settings.maxRuns,
    groupBy:
      options.group === 'off' || options.yExpression || options.xExpression
        ? NOT_GROUPED
        : options.group === 'on'
          ? (options.groupBy ?? workspaceGroups)
          : workspaceGroups,
    aggregate: options.aggregate ?? settings.aggregate ?? 'mean',
    range: options.range ?? settings.groupRange ?? 'stddev',
    lineWidth: options.lineWidth,
  };
}

/** The keys the person chose, those that match their pattern, or those the panel stands for. */
function linesOf(panel: PanelSpec, { keys: chosen }: PanelOptions, matching: readonly string[] | null): readonly PanelLine[] {
  if (matching) return matching.slice(0, LIMITS.keysPerSeries).map((key) => ({ key }));
  return chosen && chosen.length > 0 ? chosen.map((key) => ({ key })) : panel.lines;
}
