import { lazyPart } from '../controls/lazy-part';
import { useId, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { useLiveStatus } from '../api/live';
import { pointsInside, type Interval } from '../charts/extents';
import { useHoverState } from '../charts/hover';
import type { LinePlotHandle } from '../charts/line-plot';
import { plotModel, type PlotModel, type Zoom } from '../charts/plot-model';
import { drawnPoints, pointsCsv } from '../charts/points-table';
import type { SeriesStore } from '../charts/series-store';
import { xAxisLabel } from '../charts/x-axes';
import { useScheme } from '../theme/color-scheme';
import { PanelBody } from './panel-body';
import { describePanel } from './panel-description';
import { PanelFoot } from './panel-foot';
import { footnote } from './panel-footnote';
import { PanelLegend } from './panel-legend';
import { lookOfLines } from './panel-lines-look';
import type { PanelMemory } from './panel-memory';
import { PanelMenu } from './panel-menu';
import type { PanelTable as Table } from './panel-table';
import { PanelTitle } from './panel-title';
import type { DrawnRun, PanelAreaProps, PanelSettings, PanelSpec } from './panel-types';
import styles from './panels.module.css';
import { saveText } from './save-file';
import { usePanelLines } from './use-panel-lines';
import { zoomAt } from './zoom-at';

const PanelTable = lazyPart<Parameters<typeof Table>[0]>(() => import('./panel-table').then((module) => module.PanelTable));

export interface PanelProps {
  readonly store: SeriesStore;
  readonly panel: PanelSpec;
  readonly runs: readonly DrawnRun[];
  /** All visible runs, also those that are not listed. */
  readonly visible: number;
  readonly settings: PanelSettings;
  readonly onSettings: (changes: Partial<PanelSettings>) => void;
  readonly memory: PanelMemory;
  /** Stable, as the other callbacks: a slot draws only when something of its own changed. */
  readonly onRemember: (id: string, changes: Partial<PanelMemory>) => void;
  readonly match: readonly [number, number] | null;
  readonly noRuns: PanelAreaProps['noRuns'];
  /** Absent in full screen. */
  readonly onFullScreen?: ((panel: PanelSpec) => void) | undefined;
}

const LEGEND_LINES = 12;

/** One line plot with its title, actions and footnote. */
export function Panel(props: PanelProps) {
  const { store, panel, runs, settings, memory, onFullScreen } = props;
  const onMemory = (changes: Partial<PanelMemory>): void => props.onRemember(panel.id, changes);
  const fullScreen = onFullScreen === undefined;
  const scheme = useScheme();
  const disconnected = useLiveStatus() === 'reconnecting';
  const hover = useHoverState();
  const descriptionId = useId();
  const plot = useRef<LinePlotHandle>(null);
  const [table, setTable] = useState(false);
  const [spoken, setSpoken] = useState('');
  const limit = memory.limit ?? settings.maxRuns;
  const { xAxis } = settings;
  const found = usePanelLines({ store, panel, runs, limit, xAxis, zoomX: memory.zoom?.x ?? null, fullScreen });
  const wholeX = useSameInterval(found.wholeX);
  const looks = useMemo(() => lookOfLines(found.lines, scheme), [found.lines, scheme]);
  const model = useMemo(
    () =>
      plotModel({
        lines: looks.filter(({ id }) => !memory.off.has(id)),
        xAxis,
        smoothing: settings.smoothing,
        logY: memory.logY,
        zoom: memory.zoom,
        yRange: panel.perSecond ? undefined : panel.yRange,
        wholeX,
      }),
    [looks, memory.off, memory.logY, memory.zoom, xAxis, settings.smoothing, panel, wholeX],
  );
  const onZoom = (zoom: Zoom | null): void => onMemory({ zoom });
  const note = found.loading ? null : footnote({ drawnRuns: found.drawnRuns, limit, visible: props.visible, more: found.more });
  const drawn = useMemo(
    () => (model ? model.lines.reduce((sum, line) => sum + pointsInside(line.series, model.zoomed ? model.x : null), 0) : 0),
    [model],
  );

  const pressed = (event: KeyboardEvent): void => {
    if (!model || event.target !== event.currentTarget) return;
    const x = keyboardX(event.key, model, hover.current().panel === panel.id ? hover.current().x : null);
    if (x !== null) {
      event.preventDefault();
      setSpoken(plot.current?.readAt(x) ?? '');
    } else if (event.key === '0') onZoom(null);
    else if (event.key === '+' || event.key === '-') onZoom(zoomAt(model, hover.current().x, event.key === '+' ? 0.5 : 2));
  };

  return (
    <div
      className={styles.panel}
      role="group"
      aria-roledescription="chart"
      aria-label={panel.title}
      aria-describedby={descriptionId}
      tabIndex={0}
      data-testid="panel"
      data-key={panel.id}
      data-series={model?.lines.length ?? 0}
      data-points={drawn}
      data-x={xAxis}
      data-zoomed={memory.zoom !== null}
      data-state={
        found.lines.length > 0 ? (disconnected ? 'stale' : 'ready') : found.loading ? 'loading' : found.problem ? 'error' : 'empty'
      }
      aria-busy={found.loading || undefined}
      onKeyDown={pressed}
      onBlur={() => hover.clear()}
    >
      <p id={descriptionId} className="visually-hidden">
        {model && found.lines.length > 0 ? describePanel(panel.title, model, found.drawnRuns) : ''}
      </p>
      <p className="visually-hidden" role="status">
        {spoken}
      </p>
      <div className={styles.panelHead}>
        <PanelTitle title={panel.title} unit={panel.perSecond && panel.unit ? `${panel.unit}/s` : panel.unit} match={props.match} />
        {memory.zoom ? (
          <button type="button" className={styles.pill} onClick={() => onZoom(null)}>
            Reset zoom
          </button>
        ) : null}
        <PanelMenu
          title={panel.title}
          logY={memory.logY}
          onLogY={(logY) => onMemory({ logY })}
          onFullScreen={onFullScreen ? () => onFullScreen(panel) : undefined}
          onTable={() => setTable(true)}
          onCsv={() => model && saveCsv(panel.title, model)}
        />
      </div>
      {(fullScreen || panel.lines.length > 1) && looks.length > 1 && looks.length <= LEGEND_LINES ? (
        <PanelLegend lines={looks} off={memory.off} onOff={(off) => onMemory({ off })} />
      ) : null}
      <PanelBody
        panel={panel}
        found={found}
        model={model}
        xAxis={xAxis}
        runs={runs.length}
        noRuns={props.noRuns}
        onZoom={onZoom}
        onStepAxis={() => props.onSettings({ xAxis: 'step' })}
        onLinear={() => onMemory({ logY: false })}
        onRetry={() => store.retry()}
        plot={plot}
      />
      <PanelFoot
        note={note}
        limit={limit}
        more={found.more}
        own={memory.limit !== null}
        onLimit={(next) => onMemory({ limit: next })}
        axis={xAxisLabel(xAxis)}
        condensed={condensed(found.points, drawn)}
      />
      {table && model ? <PanelTable title={panel.title} model={model} onClose={() => setTable(false)} /> : null}
    </div>
  );
}

/** The earlier pair while its values are the same: live data that does not widen the extent draws the changed lines only. */
function useSameInterval(interval: Interval | null): Interval | null {
  const from = interval?.[0];
  const to = interval?.[1];
  return useMemo(() => (from === undefined || to === undefined ? null : [from, to]), [from, to]);
}

function saveCsv(title: string, model: PlotModel): void {
  const names = { line: 'run', x: xAxisLabel(model.xAxis), y: title };
  saveText(`${title}.csv`, pointsCsv(drawnPoints(model), names), 'text/csv');
}

/** How much was condensed; undefined when every point is drawn. */
function condensed(points: number, drawn: number): string | undefined {
  return points > drawn && drawn > 0 ? `≈ 1 of ${Math.round(points / drawn)} points, min/max shaded` : undefined;
}

/** Where an arrow key, Home or End moves the crosshair; null for other keys. */
function keyboardX(key: string, model: PlotModel, at: number | null): number | null {
  const longest = model.lines.reduce<Float64Array>(
    (most, { series }) => (series.x.length > most.length ? series.x : most),
    new Float64Array(),
  );
  const inside = longest.filter((x) => x >= model.x[0] && x <= model.x[1]).sort();
  if (key === 'Home') return inside[0] ?? null;
  if (key === 'End') return inside.at(-1) ?? null;
  if (key === 'ArrowRight') return (at === null ? inside[0] : inside.find((x) => x > at)) ?? inside.at(-1) ?? null;
  if (key === 'ArrowLeft') return (at === null ? inside.at(-1) : inside.findLast((x) => x < at)) ?? inside[0] ?? null;
  return null;
}
