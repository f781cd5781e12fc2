import type { PanelOptions } from '@runstead/ui-contract';
import { useMemo } from 'react';
import { extentOf, type Interval } from '../charts/extents';
import { plotModel, type PlotLine, type PlotModel } from '../charts/plot-model';
import { useScheme } from '../theme/color-scheme';
import { expressionLines } from './expression/expression-lines';
import { parseExpression, type Expression } from './expression/parse-expression';
import { fieldsOfTemplate } from './legend-template';
import type { PanelProps } from './panel';
import { lookOfLines } from './panel-lines-look';
import type { DrawnRun, Grouping, PanelLine, PanelSettings, PanelSpec } from './panel-types';
import { resolvePanel, type ResolvedPanel } from './resolve-panel';
import { useGroupLines, type GroupLines } from './use-group-lines';
import { usePanelLines, type PanelLines } from './use-panel-lines';
import { usePanelSearch } from './use-panel-search';
import { useRunValues } from './use-run-values';

interface PanelModel {
  readonly resolved: ResolvedPanel;
  readonly found: PanelLines;
  /** Null when single runs are drawn. */
  readonly groups: GroupLines | null;
  /** All lines, also those switched off in the legend. */
  readonly looks: readonly Omit<PlotLine, 'y'>[];
  readonly model: PlotModel | null;
}

/** What a line plot draws: its options decided, its lines loaded, grouped or worked out, named and smoothed. */
export function usePanelModel(props: PanelProps): PanelModel {
  const { store, panel, runs, settings, options, grouping, memory, fullScreen = false } = props;
  const scheme = useScheme();
  const resolved = useResolved(panel, options, settings, props.keys, grouping);
  const zoomX = memory.zoom?.x ?? null;
  const expressions = useExpressions(options);
  const drawnPanel = useMemo(() => {
    const lines = expressions ? withKeys(resolved.lines, expressions) : resolved.lines;
    return { lines, perSecond: panel.perSecond };
  }, [expressions, resolved.lines, panel.perSecond]);
  const groups = useGroupLines({ ...props, source: store.source, panel: resolved, zoomX, fullScreen });
  const single = usePanelLines({
    store,
    panel: drawnPanel,
    runs: groups ? NO_RUNS : runs,
    limit: resolved.maxRuns + props.pinned,
    xAxis: resolved.xAxis,
    // What is worked out needs the rows as they were logged, and an x of its own knows no interval of the server's.
    zoomX: expressions?.x ? null : zoomX,
    fullScreen: fullScreen || expressions !== null,
  });
  const templateFields = useMemo(
    () => [...new Set([...fieldsOfTemplate(options.legendTemplate), ...(expressions?.fields ?? [])])],
    [options.legendTemplate, expressions],
  );
  const named = useMemo(
    () => (templateFields.length > 0 ? [...new Set(single.lines.map(({ run }) => run))] : []),
    [templateFields, single.lines],
  );
  const valuesOf = useRunValues(props.entity, props.project, named, templateFields);
  const workedOut = useMemo(
    () => (expressions ? expressionLines(single.lines, expressions, valuesOf) : null),
    [single.lines, expressions, valuesOf],
  );
  const found: PanelLines =
    groups ?? (workedOut ? { ...single, lines: workedOut, wholeX: wholeOf(workedOut, expressions, single) } : single);
  const wholeX = useSameInterval(found.wholeX);
  const looks = useMemo(() => lookOfLines(found.lines, scheme, options, valuesOf), [found.lines, scheme, options, valuesOf]);
  const model = useMemo(
    () =>
      plotModel({
        ...resolved,
        lines: looks.filter(({ id }) => !memory.off.has(id)),
        zoom: memory.zoom,
        wholeX,
        area: options.chart === 'area',
        baseline: props.baseline ?? null,
      }),
    [looks, memory.off, memory.zoom, resolved, wholeX, options.chart, props.baseline],
  );
  return { resolved, found, groups, looks, model };
}

interface Expressions {
  readonly y: Expression | null;
  readonly x: Expression | null;
  readonly fields: readonly string[];
  readonly title: string;
}

/** Null when nothing is worked out; a text that is no expression counts as none. */
function useExpressions({ yExpression, xExpression, title }: PanelOptions): Expressions | null {
  return useMemo(() => {
    const [y, x] = [yExpression, xExpression].map((text) => {
      const parsed = text === undefined ? null : parseExpression(text);
      return parsed?.ok ? parsed.expression : null;
    });
    if (!y && !x) return null;
    return { y: y ?? null, x: x ?? null, fields: [...(y?.fields ?? []), ...(x?.fields ?? [])], title: title ?? yExpression ?? '' };
  }, [yExpression, xExpression, title]);
}

const wholeOf = (lines: PanelLines['lines'], expressions: Expressions | null, { wholeX }: PanelLines): Interval | null =>
  expressions?.x ? extentOf(lines.map(({ series }) => series.x)) : wholeX;

/** The lines that expressions are worked out of: their keys, and what is drawn when only x is. */
function withKeys(lines: readonly PanelLine[], { y, x }: Expressions): readonly PanelLine[] {
  const keys = [...(y ? y.keys : lines.slice(0, 1).map(({ key }) => key)), ...(x?.keys ?? [])];
  return [...new Set(keys)].map((key) => ({ key }));
}

const NO_RUNS: readonly DrawnRun[] = [];

/** The panel with everything decided; the same object while nothing of it changed. */
function useResolved(
  panel: PanelSpec,
  options: PanelOptions,
  settings: PanelSettings,
  keys: readonly string[],
  grouping: Grouping | undefined,
): ResolvedPanel {
  const { matches } = usePanelSearch(options.regex ?? '', keys);
  const matching = useMemo(() => (options.regex ? keys.filter((_, i) => matches?.[i]) : null), [options.regex, keys, matches]);
  return useMemo(() => resolvePanel(panel, options, settings, matching, grouping?.by), [panel, options, settings, matching, grouping?.by]);
}

/** The earlier pair while its values are the same: live data that does not widen the extent draws the changed lines only. */
function useSameInterval(interval: Interval | null): Interval | null {
  const from = interval?.[0];
  const to = interval?.[1];
  return useMemo(() => (from === undefined || to === undefined ? null : [from, to]), [from, to]);
}
