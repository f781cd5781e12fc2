import { lazyPart } from '../controls/lazy-part';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useLiveEvents } from '../api/live';
import { fetchSeries } from '../api/series';
import { HoverProvider } from '../charts/hover';
import { SeriesStore } from '../charts/series-store';
import { EmptyRegion } from '../states/empty-region';
import type { FullScreenPanel as FullScreen } from './full-screen-panel';
import { isOpen, toggled } from './open-sections';
import { PanelBar } from './panel-bar';
import { FRESH_PANEL, freshPanel, keptPanels, type PanelMemory } from './panel-memory';
import { PanelSectionView } from './panel-section';
import { PanelSlot, ViewportWatch } from './panel-slot';
import type { PanelAreaProps, PanelSection, PanelSettings, PanelSpec } from './panel-types';
import styles from './panels.module.css';
import { usePanelSearch } from './use-panel-search';

const FullScreenPanel = lazyPart<Parameters<typeof FullScreen>[0]>(() =>
  import('./full-screen-panel').then((module) => module.FullScreenPanel),
);

const NO_KEYS: readonly string[] = [];

/** The bar (panel search, x axis, smoothing) and the sections of line plots below it; live by itself. */
export function PanelArea(props: PanelAreaProps) {
  return (
    <HoverProvider>
      <Area {...props} />
    </HoverProvider>
  );
}

function Area(props: PanelAreaProps) {
  const { sections, settings, onSettings, runs } = props;
  const store = useSeriesStore(props);
  const [watch] = useState(() => new ViewportWatch());
  const [memories, setMemories] = useState<ReadonlyMap<string, PanelMemory>>(new Map());
  const [search, setSearch] = useState('');
  const panels = useMemo(() => sections.flatMap((section) => section.panels), [sections]);
  const titles = useMemo(() => panels.map(({ title, id }) => (title === id ? title : `${title}\n${id}`)), [panels]);
  const { matches, hint } = usePanelSearch(search, titles);
  const matchOf = useMemo(() => new Map(matches ? panels.map((panel, i) => [panel, matches[i] ?? null]) : []), [matches, panels]);
  const matching = matches ? matches.filter(Boolean).length : panels.length;
  const [opened, open] = usePanelInAddress(panels);

  const kept = useRef({ settings, onSettings });
  kept.current = { settings, onSettings };
  const remember = useCallback((id: string, changes: Partial<PanelMemory>) => {
    setMemories((all) => new Map(all).set(id, { ...(all.get(id) ?? freshPanel(kept.current.settings.panels?.[id])), ...changes }));
    const { settings: now, onSettings: save } = kept.current;
    const next = keptPanels(now.panels, id, changes);
    if (next) save({ panels: next });
  }, []);
  const fresh = useFreshMemories(settings.panels);
  const common = (panel: PanelSpec) => ({
    store,
    panel,
    runs,
    visible: props.visible ?? runs.length,
    settings,
    onSettings,
    memory: memories.get(panel.id) ?? fresh(panel.id),
    onRemember: remember,
    noRuns: props.noRuns,
  });
  const shown = (section: PanelSection) => (matches ? section.panels.filter((panel) => matchOf.get(panel)) : section.panels);
  const neighbour = (by: 1 | -1): (() => void) | null => {
    const siblings = sections.find((section) => opened && section.panels.includes(opened))?.panels ?? [];
    const next = siblings[siblings.findIndex((panel) => panel === opened) + by];
    return next ? () => open(next) : null;
  };

  return (
    <div className={styles.area} data-state={panels.length > 0 ? 'ready' : 'empty'}>
      <PanelBar
        search={search}
        onSearch={setSearch}
        hint={hint}
        found={matches ? `${matching} of ${panels.length} panels` : null}
        settings={settings}
        onSettings={onSettings}
        xKeys={props.xKeys ?? NO_KEYS}
        lead={props.lead}
      >
        {props.children}
      </PanelBar>
      <div className={styles.sections}>
        {panels.length === 0 ? <EmptyRegion text={props.emptyText}>{props.emptyAction}</EmptyRegion> : null}
        {matches && matching === 0 ? <EmptyRegion text={`No panel matches "${search}"`} /> : null}
        {sections.map((section) => {
          const visible = shown(section);
          if (visible.length === 0) return null;
          return (
            <PanelSectionView
              key={section.name}
              name={section.name}
              count={visible.length}
              open={matches !== null || isOpen(section, settings.closedSections)}
              onToggle={() => onSettings({ closedSections: toggled(section, settings.closedSections) })}
            >
              {visible.map((panel) => (
                <PanelSlot key={panel.id} watch={watch} {...common(panel)} match={matchOf.get(panel) ?? null} onFullScreen={open} />
              ))}
            </PanelSectionView>
          );
        })}
      </div>
      {opened ? <FullScreenPanel {...common(opened)} onClose={() => open(null)} onPrevious={neighbour(-1)} onNext={neighbour(1)} /> : null}
    </div>
  );
}

/** What a panel begins with: one object a panel, so that it draws only when its own settings change. */
function useFreshMemories(panels: PanelSettings['panels']): (id: string) => PanelMemory {
  const known = useMemo(() => new Map(Object.entries(panels ?? {}).map(([id, kept]) => [id, freshPanel(kept)])), [panels]);
  return (id) => known.get(id) ?? FRESH_PANEL;
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
