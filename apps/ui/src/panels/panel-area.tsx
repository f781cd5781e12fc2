import { lazyPart } from '../controls/lazy-part';
import { Plus } from 'lucide-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { PanelOptions } from '@runstead/ui-contract';
import { useLiveEvents } from '../api/live';
import { fetchSeries } from '../api/series';
import { HoverProvider } from '../charts/hover';
import { SeriesStore } from '../charts/series-store';
import { Button } from '../controls/button';
import { copyText } from '../controls/copy-text';
import { useShowToast } from '../shell/toasts';
import { EmptyRegion } from '../states/empty-region';
import type { FullScreenPanel as FullScreen } from './full-screen-panel';
import { arrangedSections } from './layout/arranged-sections';
import type { PanelDialogs as Dialogs } from './layout/panel-dialogs';
import { useLayoutEdits, type LayoutEdits } from './layout/use-layout-edits';
import { usePanelDrag } from './layout/use-panel-drag';
import { isOpen, toggled } from './open-sections';
import type { PanelActions } from './panel-actions';
import { PanelBar } from './panel-bar';
import { FRESH_PANEL, type PanelMemory } from './panel-memory';
import { PanelSectionView, type SectionActions } from './panel-section';
import { PanelSlot, ViewportWatch } from './panel-slot';
import type { PanelAreaProps, PanelSettings, PanelSpec } from './panel-types';
import styles from './panels.module.css';
import { usePanelSearch } from './use-panel-search';

const FullScreenPanel = lazyPart<Parameters<typeof FullScreen>[0]>(() =>
  import('./full-screen-panel').then((module) => module.FullScreenPanel),
);
const PanelDialogs = lazyPart<Parameters<typeof Dialogs>[0]>(() => import('./layout/panel-dialogs').then((module) => module.PanelDialogs));

const NO_KEYS: readonly string[] = [];
const NO_OPTIONS: PanelOptions = {};

/** What is open above the panels: the editor of a panel, where it moves to, or what can be added (to a section). */
export type OpenDialog =
  { readonly kind: 'edit' | 'move'; readonly id: string } | { readonly kind: 'add'; readonly section: string | undefined } | null;

/** The bar (panel search, x axis, smoothing) and the sections of panels below it; live by itself. */
export function PanelArea(props: PanelAreaProps) {
  return (
    <HoverProvider>
      <Area {...props} />
    </HoverProvider>
  );
}

function Area(props: PanelAreaProps) {
  const { settings, onSettings, runs, arranges = false } = props;
  const sections = useMemo(
    () => (arranges ? arrangedSections(props.sections, settings.layout, settings.panels) : props.sections),
    [arranges, props.sections, settings.layout, settings.panels],
  );
  const store = useSeriesStore(props);
  const [watch] = useState(() => new ViewportWatch());
  const [memories, setMemories] = useState<ReadonlyMap<string, PanelMemory>>(new Map());
  const [search, setSearch] = useState('');
  const [dialog, setDialog] = useState<OpenDialog>(null);
  const panels = useMemo(() => sections.flatMap((section) => section.panels), [sections]);
  const found = useFoundPanels(search, panels, settings.panels);
  const [opened, open] = usePanelInAddress(panels);
  const edits = useLayoutEdits({ sections, settings, onSettings });
  const actions = usePanelActions({ edits, arranges, onSettings, panels, open, setDialog });
  const root = useRef<HTMLDivElement>(null);
  usePanelDrag(
    root,
    useMemo(() => (arranges ? { onMove: edits.move, onResize: edits.resize } : null), [arranges, edits]),
  );
  const remember = useCallback((id: string, changes: Partial<PanelMemory>) => {
    setMemories((all) => new Map(all).set(id, { ...(all.get(id) ?? FRESH_PANEL), ...changes }));
  }, []);
  const keys = props.xKeys ?? NO_KEYS;
  const common = (panel: PanelSpec) => ({
    entity: props.entity,
    project: props.project,
    store,
    panel,
    runs,
    visible: props.visible ?? runs.length,
    settings,
    options: settings.panels?.[panel.id] ?? NO_OPTIONS,
    grouping: props.grouping,
    baseline: props.baseline,
    pinned: props.pinned ?? 0,
    keys,
    memory: memories.get(panel.id) ?? FRESH_PANEL,
    onRemember: remember,
    actions,
    noRuns: props.noRuns,
  });
  const neighbour = (by: 1 | -1): (() => void) | null => {
    const siblings = sections.find((section) => opened && section.panels.includes(opened))?.panels ?? [];
    const next = siblings[siblings.findIndex((panel) => panel === opened) + by];
    return next ? () => open(next) : null;
  };
  const sectionActions = useMemo<SectionActions | undefined>(
    () => (arranges ? { ...edits.section, add: (section) => setDialog({ kind: 'add', section }) } : undefined),
    [arranges, edits],
  );
  const names = sections.map(({ name }) => name);
  const addPanels = (
    <Button look="primary" onClick={() => setDialog({ kind: 'add', section: undefined })}>
      <Plus size={14} aria-hidden="true" /> <span className={styles.addText}>Add panels</span>
    </Button>
  );

  return (
    <div className={styles.area} data-state={panels.length > 0 ? 'ready' : 'empty'}>
      <PanelBar
        search={search}
        onSearch={setSearch}
        hint={found.hint}
        found={found.active ? `${found.count} of ${panels.length} panels` : null}
        settings={settings}
        onSettings={onSettings}
        xKeys={keys}
        lead={props.lead}
      >
        {props.children}
        {arranges ? addPanels : null}
      </PanelBar>
      <div ref={root} className={styles.sections}>
        {panels.length === 0 ? <EmptyRegion text={props.emptyText}>{props.emptyAction}</EmptyRegion> : null}
        {found.active && found.count === 0 ? <EmptyRegion text={`No panel matches "${search}"`} /> : null}
        {sections.map((section) => {
          const visible = found.active ? section.panels.filter((panel) => found.matchOf(panel)) : section.panels;
          if (visible.length === 0 && (found.active || !arranges)) return null;
          return (
            <PanelSectionView
              key={section.name}
              name={section.name}
              count={visible.length}
              open={found.active || isOpen(section, settings.closedSections)}
              onToggle={() => onSettings({ closedSections: toggled(section, settings.closedSections) })}
              columns={section.columns}
              height={section.height}
              actions={sectionActions}
              taken={names}
            >
              {visible.map((panel) => (
                <PanelSlot key={panel.id} watch={watch} {...common(panel)} match={found.matchOf(panel)} arranges={arranges} />
              ))}
              {visible.length === 0 ? <p className={styles.emptySection}>Drag panels here, or add one.</p> : null}
            </PanelSectionView>
          );
        })}
      </div>
      {opened ? <FullScreenPanel {...common(opened)} onClose={() => open(null)} onPrevious={neighbour(-1)} onNext={neighbour(1)} /> : null}
      {dialog ? (
        <PanelDialogs dialog={dialog} onDialog={setDialog} sections={sections} automatic={props.sections} common={common} edits={edits} />
      ) : null}
    </div>
  );
}

export type CommonPanelProps = Omit<Parameters<typeof PanelSlot>[0], 'watch' | 'match' | 'arranges'>;

interface ActionsInput {
  readonly edits: LayoutEdits;
  readonly arranges: boolean;
  readonly onSettings: (changes: Partial<PanelSettings>) => void;
  readonly panels: readonly PanelSpec[];
  readonly open: (panel: PanelSpec | null) => void;
  readonly setDialog: (dialog: OpenDialog) => void;
}

/** One object for the life of the page, so that a panel draws only when something of its own changed. */
function usePanelActions(input: ActionsInput): PanelActions {
  const showToast = useShowToast();
  const current = useRef(input);
  current.current = input;
  const { edits, arranges } = input;
  return useMemo<PanelActions>(() => {
    const copyLink = (title: string): void => {
      const link = new URL(location.href);
      link.searchParams.set('panelDisplayName', title);
      void copyText(link.href).then((ok) => showToast({ text: ok ? 'Panel link copied' : `Copy it by hand: ${link.href}` }));
    };
    return {
      setOptions: edits.setOptions,
      setWorkspace: (changes) => current.current.onSettings(changes),
      fullScreen: (id) => current.current.open(current.current.panels.find((panel) => panel.id === id) ?? null),
      edit: (id) => current.current.setDialog({ kind: 'edit', id }),
      duplicate: arranges ? edits.duplicate : null,
      remove: arranges ? edits.remove : null,
      move: arranges ? (id) => current.current.setDialog({ kind: 'move', id }) : null,
      copyLink,
    };
  }, [edits, arranges, showToast]);
}

interface FoundPanels {
  readonly active: boolean;
  readonly count: number;
  readonly hint: string | null;
  readonly matchOf: (panel: PanelSpec) => readonly [number, number] | null;
}

/** Searches titles, and keys where they are not the title. */
function useFoundPanels(search: string, panels: readonly PanelSpec[], options: PanelSettings['panels']): FoundPanels {
  const texts = useMemo(
    () =>
      panels.map(({ title, id }) => {
        const shown = options?.[id]?.title ?? title;
        return shown === id ? shown : `${shown}\n${id}`;
      }),
    [panels, options],
  );
  const { matches, hint } = usePanelSearch(search, texts);
  const matchOf = useMemo(() => new Map(matches ? panels.map((panel, i) => [panel, matches[i] ?? null]) : []), [matches, panels]);
  return {
    active: matches !== null,
    count: matches ? matches.filter(Boolean).length : panels.length,
    hint,
    matchOf: (panel) => matchOf.get(panel) ?? null,
  };
}

/** The lines of this area, refreshed by the live events of their runs. */
function useSeriesStore({ entity, project, source }: PanelAreaProps): SeriesStore {
  const store = useMemo(() => new SeriesStore(source, (query) => fetchSeries(entity, project, query)), [entity, project, source]);
  useEffect(() => () => store.dispose(), [store]);
  useLiveEvents((events) => {
    if (events.some(({ kind }) => kind === 'hello')) store.markStale(null);
    const runs = new Set(events.flatMap((event) => (event.kind === source ? [event.run] : [])));
    if (runs.size > 0) store.markStale(runs);
  });
  return store;
}

/** The panel in full screen stands in the address, so that Back leaves it and a link opens it. */
function usePanelInAddress(panels: readonly PanelSpec[]): [PanelSpec | null, (panel: PanelSpec | null) => void] {
  const { panelDisplayName } = useSearch({ strict: false });
  const navigate = useNavigate();
  const opened = panelDisplayName ? (panels.find(({ title }) => title === panelDisplayName) ?? null) : null;
  const open = useCallback(
    (panel: PanelSpec | null): void =>
      void navigate({
        to: '.',
        search: (last) => ({ ...last, panelDisplayName: panel?.title }),
        // Going through the panels of a section is one step of the history.
        replace: panel !== null && location.search.includes('panelDisplayName'),
      }),
    [navigate],
  );
  return [opened, open];
}
