import { lazyPart } from '../controls/lazy-part';
import type { WorkspaceDocument } from '@runstead/ui-contract';
import { useQuery } from '@tanstack/react-query';
import { useParams, useSearch } from '@tanstack/react-router';
import { PanelLeftOpen, Rows3 } from 'lucide-react';
import { useCallback, useEffect, useMemo, useRef, useState, type ReactNode, type RefObject } from 'react';
import { statusOf } from '../api/answer';
import { useLiveTopic } from '../api/live';
import { projectQuery } from '../api/projects';
import type { RunsView } from '../api/run-table';
import { projectKeysQuery } from '../api/runs';
import { HoverProvider } from '../charts/hover';
import { Button, IconButton } from '../controls/button';
import { formatCount } from '../format/number';
import { visibleText } from '../format/visible-text';
import { PanelArea } from '../panels/panel-area';
import type { DrawnRun, Grouping, PanelSettings } from '../panels/panel-types';
import { sectionsOfKeys } from '../panels/sections-of-keys';
import { useDocumentTitle } from '../shell/document-title';
import { LoadingScreen } from '../states/loading-screen';
import { NotFoundScreen } from '../states/not-found-screen';
import { ConflictNotice } from './conflict-notice';
import { shownBy, visibleSelection, visualized } from './eyes';
import type { RunsSheet as Sheet } from './runs-sheet';
import { pinnedFirst } from './pinned';
import { RunsSidebar } from './runs-sidebar';
import { Splitter } from './splitter';
import { useEditHistory, type EditHistory } from './use-edit-history';
import { useNarrow } from './use-narrow';
import { useRuns, type Runs } from './use-runs';
import { useRunsView } from './use-runs-view';
import { useSearchInAddress } from './use-search-in-address';
import { UndoButtons } from './undo-buttons';
import { useSavedView } from './views/use-saved-view';
import { ViewMenu } from './views/view-menu';
import { useWorkspaceDocument } from './use-workspace-document';
import styles from './workspace.module.css';
import { xAxisOf } from './x-axis-of';

const RunsSheet = lazyPart<Parameters<typeof Sheet>[0]>(() => import('./runs-sheet').then((module) => module.RunsSheet));

const EMPTY_LAYOUT = { manual: true, sections: [], removed: [] };
const MIN_WIDTH = 220;

export function WorkspacePage() {
  const { entity = '', project = '' } = useParams({ strict: false });
  const found = useQuery(projectQuery(entity, project));
  const status = statusOf(found.error);
  if (status === 404 || status === 403) return <NotFoundScreen />;
  return <Workspace key={`${entity}/${project}`} entity={entity} project={project} />;
}

function Workspace({ entity, project }: { readonly entity: string; readonly project: string }) {
  useDocumentTitle(project);
  useLiveTopic(entity, project);
  const { nw } = useSearch({ strict: false });
  const personal = useWorkspaceDocument(entity, project);
  const saved = useSavedView(entity, project, nw);
  const workspace = saved ?? personal;
  const { document } = workspace;
  const history = useEditHistory(workspace);
  const { change } = history;
  const [search, setSearch] = useSearchInAddress();
  const regex = document.regex ?? false;
  const view = useRunsView(document, search);
  const runs = useRuns(entity, project, view);
  const clearSearch = useCallback(() => {
    setSearch('');
    change({ filter: undefined });
  }, [setSearch, change]);
  const narrow = useNarrow();
  const collapsed = document.sidebarCollapsed ?? false;
  const setCollapsed = (next: boolean): void => change({ sidebarCollapsed: next });
  const [sheet, setSheet] = useState(false);
  const page = useRef<HTMLDivElement>(null);
  useSidebarKeys(page);

  if (saved?.missing) return <NotFoundScreen />;
  if (!workspace.loaded) return <LoadingScreen />;
  const sidebar = {
    entity,
    project,
    runs,
    view,
    search,
    onSearch: setSearch,
    regex,
    onRegex: (on: boolean) => change({ regex: on }),
    document,
    onChange: change,
  };
  const width = Math.min(document.sidebarWidth, innerWidth * 0.6);
  return (
    <HoverProvider>
      <div ref={page} className={styles.page} data-unsaved={personal.unsaved}>
        <h1 className="visually-hidden">{visibleText(project)}</h1>
        {narrow || collapsed ? null : (
          <>
            <aside className={styles.sidebar} style={{ width }} aria-label="Runs">
              <RunsSidebar {...sidebar} onCollapse={() => setCollapsed(true)} />
            </aside>
            <Splitter width={width} min={MIN_WIDTH} max={() => innerWidth * 0.6} onWidth={(sidebarWidth) => change({ sidebarWidth })} />
          </>
        )}
        <div className={styles.panels}>
          {workspace.conflict ? <ConflictNotice onNewer={workspace.conflict.loadNewer} onMine={workspace.conflict.keepMine} /> : null}
          <WorkspacePanels
            entity={entity}
            project={project}
            runs={runs}
            view={view}
            document={document}
            onChange={change}
            history={history}
            search={search}
            onClearSearch={clearSearch}
            views={
              <ViewMenu
                entity={entity}
                project={project}
                view={saved && nw ? { id: nw, handle: saved } : null}
                document={document}
                onReset={(manual) => change({ layout: manual ? EMPTY_LAYOUT : undefined })}
              />
            }
            lead={
              narrow ? (
                <Button onClick={() => setSheet(true)}>
                  <Rows3 size={14} aria-hidden="true" /> Runs ({formatCount(runs.total)})
                </Button>
              ) : collapsed ? (
                <IconButton label="Show runs sidebar" onClick={() => setCollapsed(false)}>
                  <PanelLeftOpen size={15} aria-hidden="true" />
                </IconButton>
              ) : null
            }
          />
        </div>
        {sheet && narrow ? (
          <RunsSheet onClose={() => setSheet(false)}>
            <RunsSidebar {...sidebar} />
          </RunsSheet>
        ) : null}
      </div>
    </HoverProvider>
  );
}

interface PanelsProps {
  readonly entity: string;
  readonly project: string;
  readonly runs: Runs;
  readonly view: RunsView;
  readonly document: WorkspaceDocument;
  readonly history: EditHistory;
  readonly onChange: (changes: Partial<WorkspaceDocument>) => void;
  readonly search: string;
  readonly onClearSearch: () => void;
  readonly lead: ReactNode;
  readonly views: ReactNode;
}

function WorkspacePanels({ entity, project, runs, view, document, history, onChange, search, onClearSearch, lead, views }: PanelsProps) {
  const keys = useQuery(projectKeysQuery(entity, project));
  const sections = useMemo(() => sectionsOfKeys(keys.data?.keys ?? []), [keys.data]);
  const xKeys = useMemo(() => sections.flatMap(({ panels }) => panels.map(({ id }) => id)), [sections]);
  const drawn = useDrawnRuns(runs, document);
  const settings = usePanelSettings(document);
  const grouping = useGrouping(document, view);
  const noMatch = runs.matching === 0 && (search !== '' || document.filter !== undefined);
  const noRuns = useMemo(
    () =>
      runs.loading
        ? undefined
        : noMatch
          ? { text: 'No matching runs', action: 'Clear search and filters', onAction: onClearSearch }
          : { text: 'All runs are hidden', action: 'Show all', onAction: () => onChange({ eyes: { shown: true, exceptions: [] } }) },
    [runs.loading, noMatch, onChange, onClearSearch],
  );
  if (keys.isPending) return <LoadingScreen />;
  return (
    <PanelArea
      entity={entity}
      project={project}
      source="history"
      runs={drawn.runs}
      visible={drawn.visible}
      pinned={drawn.pinned}
      sections={sections}
      settings={settings}
      onSettings={onChange}
      xKeys={xKeys}
      noRuns={noRuns}
      grouping={grouping}
      baseline={document.baseline}
      arranges
      emptyText={runs.total === 0 ? 'Charts appear here with the first logged number.' : 'No run has logged a number yet.'}
      lead={
        <>
          {lead}
          {views}
          <UndoButtons history={history} />
        </>
      }
    />
  );
}

/** The same object while nothing of it changed: eyes and widths draw no panel. */
function usePanelSettings(document: WorkspaceDocument): PanelSettings {
  const { xAxis, smoothing, smoothingKind, logX, ignoreOutliers, maxRuns, aggregate, groupRange, closedSections, panels, layout } =
    document;
  return useMemo<PanelSettings>(
    () => ({
      xAxis: xAxisOf(xAxis),
      ...{ smoothing, smoothingKind, logX, ignoreOutliers, maxRuns, aggregate, groupRange, closedSections, panels, layout },
    }),
    [xAxis, smoothing, smoothingKind, logX, ignoreOutliers, maxRuns, aggregate, groupRange, closedSections, panels, layout],
  );
}

const NOT_GROUPED: string[] = [];
const NO_GROUPS: string[] = [];
const NO_COLOURS = {};

/** Groups count the runs whose eye is on: hidden ones are left out of every figure. */
function useGrouping(
  { groupBy = NOT_GROUPED, hiddenGroups = NO_GROUPS, groupColours = NO_COLOURS, eyes }: WorkspaceDocument,
  view: RunsView,
): Grouping {
  const { search, regex, filter } = view;
  return useMemo(
    () => ({
      selection: visibleSelection({ search, regex, filter }, eyes),
      by: groupBy,
      hidden: new Set(hiddenGroups),
      colours: groupColours,
    }),
    [search, regex, filter, eyes, groupBy, hiddenGroups, groupColours],
  );
}

/** Visible runs in the order of the list; the same objects while nothing of theirs changed, so that a new state draws no chart. */
function useDrawnRuns(
  runs: Runs,
  { eyes, colours, pinned, baseline }: WorkspaceDocument,
): { runs: readonly DrawnRun[]; visible: number; pinned: number } {
  const known = useRef<{ list: readonly DrawnRun[]; byName: ReadonlyMap<string, DrawnRun> }>({ list: [], byName: new Map() });
  return useMemo(() => {
    const shown = shownBy(eyes);
    const ordered = pinnedFirst(runs.rows, { pinned, baseline });
    const list = ordered.rows
      .filter(({ name }) => shown(name))
      .map(({ name, displayName, ordinal }): DrawnRun => {
        const colour = colours[name] ?? null;
        const before = known.current.byName.get(name);
        const same = before?.displayName === displayName && before.ordinal === ordinal && before.colour === colour;
        return same ? before : { name, displayName, ordinal, colour };
      });
    const last = known.current.list;
    const unchanged = last.length === list.length && last.every((run, i) => run === list[i]);
    if (!unchanged) known.current = { list, byName: new Map(list.map((run) => [run.name, run])) };
    const hidden = runs.rows.length - list.length;
    const visible = visualized(eyes, { total: runs.total, matching: runs.matching, shown: list.length, hidden });
    const kept = ordered.rows.slice(0, ordered.pinned).filter(({ name }) => shown(name)).length;
    return { runs: known.current.list, visible, pinned: kept };
  }, [runs.rows, runs.total, runs.matching, eyes, colours, pinned, baseline]);
}

/** Ctrl/⌘+J goes between sidebar and panels, `/` to the run search, `p` to the panel search. */
function useSidebarKeys(page: RefObject<HTMLDivElement | null>): void {
  useEffect(() => {
    const focus = (selector: string): void => page.current?.querySelector<HTMLElement>(selector)?.focus();
    const pressed = (event: KeyboardEvent): void => {
      const typing = event.target instanceof HTMLElement && event.target.matches('input, textarea, select, [contenteditable]');
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'j') {
        event.preventDefault();
        focus(window.document.activeElement?.closest('aside') ? '[data-testid="panel"]' : '[data-run-search]');
      } else if (!typing && !event.ctrlKey && !event.metaKey && !event.altKey && (event.key === '/' || event.key === 'p')) {
        event.preventDefault();
        focus(event.key === '/' ? '[data-run-search]' : '[data-panel-search]');
      }
    };
    window.addEventListener('keydown', pressed);
    return () => window.removeEventListener('keydown', pressed);
  }, [page]);
}
