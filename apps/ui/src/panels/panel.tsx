import type { PanelOptions } from '@runstead/ui-contract';
import { lazyPart } from '../controls/lazy-part';
import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { useLiveStatus } from '../api/live';
import { pointsInside } from '../charts/extents';
import { useHoverState } from '../charts/hover';
import type { LinePlotHandle } from '../charts/line-plot';
import type { PlotLine, PlotModel, Zoom } from '../charts/plot-model';
import { drawnPoints, pointsCsv } from '../charts/points-table';
import type { SeriesStore } from '../charts/series-store';
import { xAxisLabel } from '../charts/x-axes';
import { PanelBody } from './panel-body';
import { describePanel } from './panel-description';
import { PanelFoot } from './panel-foot';
import { NewDataPill } from './new-data-pill';
import type { PanelActions } from './panel-actions';
import { footnote, groupNote } from './panel-footnote';
import { PanelLegend } from './panel-legend';
import type { PanelMemory } from './panel-memory';
import { PanelMenu } from './panel-menu';
import type { PanelTable as Table } from './panel-table';
import { PanelTitle } from './panel-title';
import type { DrawnRun, Grouping, PanelAreaProps, PanelSettings, PanelSpec } from './panel-types';
import styles from './panels.module.css';
import { saveText } from './save-file';
import type { PictureKind } from './save-picture';
import { usePanelModel } from './use-panel-model';
import { zoomAt } from './zoom-at';

const PanelTable = lazyPart<Parameters<typeof Table>[0]>(() => import('./panel-table').then((module) => module.PanelTable));

export interface PanelProps {
  readonly entity: string;
  readonly project: string;
  readonly store: SeriesStore;
  readonly panel: PanelSpec;
  readonly runs: readonly DrawnRun[];
  /** All visible runs, also those that are not listed. */
  readonly visible: number;
  readonly settings: PanelSettings;
  readonly options: PanelOptions;
  readonly grouping: Grouping | undefined;
  readonly baseline: string | undefined;
  readonly pinned: number;
  /** Logged numeric keys, which a pattern matches and an editor offers. */
  readonly keys: readonly string[];
  readonly memory: PanelMemory;
  /** Stable, as the other callbacks: a slot draws only when something of its own changed. */
  readonly onRemember: (id: string, changes: Partial<PanelMemory>) => void;
  readonly actions: PanelActions;
  readonly match: readonly [number, number] | null;
  readonly noRuns: PanelAreaProps['noRuns'];
  readonly fullScreen?: boolean | undefined;
  /** Hears what is drawn: the editor lists it. */
  readonly onLines?: ((lines: readonly Omit<PlotLine, 'y'>[]) => void) | undefined;
}

const LEGEND_LINES = 12;

/** One line plot with its title, actions and footnote. */
export function Panel(props: PanelProps) {
  const { store, panel, runs, options, memory, actions, fullScreen = false } = props;
  const onMemory = (changes: Partial<PanelMemory>): void => props.onRemember(panel.id, changes);
  const onOptions = (changes: Partial<PanelOptions>): void => actions.setOptions(panel.id, changes);
  const disconnected = useLiveStatus() === 'reconnecting';
  const hover = useHoverState();
  const descriptionId = useId();
  const plot = useRef<LinePlotHandle>(null);
  const [table, setTable] = useState(false);
  const [spoken, setSpoken] = useState('');
  const { resolved, found, groups, looks, model } = usePanelModel(props);
  const { xAxis, title, maxRuns: limit } = resolved;
  const xTitle = options.xTitle ?? options.xExpression ?? xAxisLabel(xAxis);
  const { onLines } = props;
  useEffect(() => onLines?.(looks), [onLines, looks]);
  const onZoom = (zoom: Zoom | null): void => onMemory({ zoom });
  const note = found.loading
    ? null
    : groups
      ? groupNote({ ...groups, ...resolved })
      : footnote({ drawnRuns: found.drawnRuns, limit: limit + props.pinned, visible: props.visible, more: found.more });
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
  const legend = legendPlace(options.legend, { fullScreen, lines: looks.length, keys: resolved.lines.length, grouped: groups !== null });
  const legendView = legend ? <PanelLegend lines={looks} off={memory.off} onOff={(off) => onMemory({ off })} place={legend} /> : null;

  return (
    <div
      className={styles.panel}
      role="group"
      aria-roledescription="chart"
      aria-label={title}
      aria-describedby={descriptionId}
      tabIndex={0}
      data-testid="panel"
      data-key={panel.id}
      data-series={model?.lines.length ?? 0}
      data-points={drawn}
      data-x={xAxis}
      data-zoomed={memory.zoom !== null}
      data-grouped={groups ? true : undefined}
      data-state={
        found.lines.length > 0 ? (disconnected ? 'stale' : 'ready') : found.loading ? 'loading' : found.problem ? 'error' : 'empty'
      }
      aria-busy={found.loading || undefined}
      onKeyDown={pressed}
      onBlur={() => hover.clear()}
    >
      <p id={descriptionId} className="visually-hidden">
        {model && found.lines.length > 0 ? describePanel(title, model, found.drawnRuns, groups ? 'group' : 'run') : ''}
      </p>
      <p className="visually-hidden" role="status">
        {spoken}
      </p>
      <div className={styles.panelHead} data-drag="">
        <PanelTitle title={title} unit={panel.perSecond && panel.unit ? `${panel.unit}/s` : panel.unit} match={props.match} />
        {memory.zoom ? (
          <button type="button" className={styles.pill} onClick={() => onZoom(null)}>
            Reset zoom
          </button>
        ) : null}
        <NewDataPill zoomed={memory.zoom !== null} end={found.wholeX?.[1]} onFollow={() => onZoom(null)} />
        <PanelMenu
          id={panel.id}
          title={title}
          actions={actions}
          fullScreen={fullScreen}
          logY={{ on: resolved.logY, set: (logY) => onOptions({ logY: logY || undefined }) }}
          onTable={() => setTable(true)}
          onCsv={() => model && saveCsv(title, model)}
          onPicture={(kind) => plot.current && void savePicture(kind, title, xTitle, plot.current)}
        />
      </div>
      {legend === 'top' ? legendView : null}
      <div className={styles.plotRow}>
        {options.yTitle ? <span className={styles.yTitle}>{options.yTitle}</span> : null}
        <PanelBody
          panel={panel}
          found={found}
          model={model}
          xAxis={xAxis}
          runs={groups ? 1 : runs.length}
          noRuns={props.noRuns}
          onZoom={onZoom}
          onStepAxis={() => (options.xAxis ? onOptions({ xAxis: undefined }) : props.actions.setWorkspace({ xAxis: 'step' }))}
          onLinear={() => onOptions({ logY: false })}
          onRetry={() => store.retry()}
          plot={plot}
        />
        {legend === 'right' ? legendView : null}
      </div>
      {legend === 'bottom' ? legendView : null}
      <PanelFoot
        note={note}
        outside={model?.outside ?? 0}
        limit={limit}
        more={found.more}
        own={options.maxRuns !== undefined}
        onLimit={(next) => onOptions({ maxRuns: next ?? undefined })}
        axis={xTitle}
        condensed={condensed(found.points, drawn)}
      />
      {table && model ? <PanelTable title={title} model={model} onClose={() => setTable(false)} /> : null}
    </div>
  );
}

interface LegendFor {
  readonly fullScreen: boolean;
  readonly lines: number;
  readonly keys: number;
  readonly grouped: boolean;
}

/** `auto` names lines that the sidebar does not: several keys, groups, and everything in full screen. */
function legendPlace(chosen: PanelOptions['legend'], { fullScreen, lines, keys, grouped }: LegendFor): 'top' | 'right' | 'bottom' | null {
  if (chosen === 'hidden' || lines === 0) return null;
  if (chosen && chosen !== 'auto') return chosen;
  return (fullScreen || keys > 1 || grouped) && lines > 1 && lines <= LEGEND_LINES ? 'top' : null;
}

/** Its code is fetched when the first picture is wanted. */
async function savePicture(kind: PictureKind, title: string, xTitle: string, plot: LinePlotHandle): Promise<void> {
  const { savePicture: save } = await import('./save-picture');
  save(kind, title, xTitle, plot);
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
