import { DEFAULT_WORKSPACE, type PanelOptions, type RunFilterTree } from '@runstead/ui-contract';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo, useRef, useState } from 'react';
import { projectKeysQuery } from '../api/runs';
import type { SweepAddress } from '../api/sweeps';
import { PanelArea } from '../panels/panel-area';
import type { DrawnRun, Grouping, PanelSection, PanelSettings } from '../panels/panel-types';
import { sectionsOfKeys } from '../panels/sections-of-keys';
import type { Runs } from '../workspace/use-runs';
import { xAxisOf } from '../workspace/x-axis-of';
import type { SweepFields } from './sweep-runs';
import { shortField } from '../panels/kinds/use-run-figures';

interface Props {
  readonly at: SweepAddress;
  readonly runs: Runs;
  readonly filter: RunFilterTree | undefined;
  readonly fields: SweepFields;
}

const PARALLEL = 'sweep:parallel';
const IMPORTANCE = 'sweep:importance';

/** Parallel coordinates and importance of the parameters, then what the workspace shows, of this sweep's runs only. */
export function SweepPanels({ at: { entity, project }, runs, filter, fields }: Props) {
  const keys = useQuery(projectKeysQuery(entity, project));
  const drawn = useDrawnRuns(runs);
  const own = useMemo(() => ownPanels(fields), [fields]);
  const sections = useMemo(() => [own.section, ...sectionsOfKeys(keys.data?.keys ?? [])], [own, keys.data]);
  const xKeys = useMemo(() => sections.slice(1).flatMap(({ panels }) => panels.map(({ id }) => id)), [sections]);
  const [settings, onSettings] = useSettings(own.options);
  const grouping = useMemo<Grouping>(() => ({ selection: filter ? { filter } : {}, by: [], hidden: new Set(), colours: {} }), [filter]);
  return (
    <PanelArea
      entity={entity}
      project={project}
      source="history"
      runs={drawn}
      visible={runs.matching}
      sections={sections}
      settings={settings}
      onSettings={onSettings}
      xKeys={xKeys}
      grouping={grouping}
      emptyText="Charts appear here with the first logged number."
    />
  );
}

/** The panels of the search, and what they show. */
function ownPanels({ parameters, metric }: SweepFields): { section: PanelSection; options: Record<string, PanelOptions> } {
  const options: Record<string, PanelOptions> = {};
  if (parameters.length + (metric ? 1 : 0) >= 2)
    options[PARALLEL] = { kind: 'parallel', title: 'Parallel coordinates', fields: [...parameters, ...(metric ? [metric] : [])] };
  if (metric) options[IMPORTANCE] = { kind: 'importance', title: `Importance for ${shortField(metric)}`, fields: [metric] };
  const panels = Object.entries(options).map(([id, { title = id }]) => ({ id, title, lines: [] }));
  return { section: { name: 'Search', panels, columns: 2, height: 320 }, options };
}

/** For this visit: what was changed is not kept. */
function useSettings(own: Record<string, PanelOptions>): [PanelSettings, (changes: Partial<PanelSettings>) => void] {
  const [changed, setChanged] = useState<Partial<PanelSettings>>({});
  const settings = useMemo<PanelSettings>(() => {
    const { xAxis, smoothing, maxRuns, closedSections } = DEFAULT_WORKSPACE;
    return { xAxis: xAxisOf(xAxis), smoothing, maxRuns, closedSections, ...changed, panels: { ...own, ...changed.panels } };
  }, [own, changed]);
  const change = useCallback((changes: Partial<PanelSettings>) => setChanged((before) => ({ ...before, ...changes })), []);
  return [settings, change];
}

/** The same objects while nothing of theirs changed: a new state of a run draws no panel. */
function useDrawnRuns({ rows }: Runs): readonly DrawnRun[] {
  const known = useRef<ReadonlyMap<string, DrawnRun>>(new Map());
  const last = useRef<readonly DrawnRun[]>([]);
  return useMemo(() => {
    const list = rows.map(({ name, displayName, ordinal }): DrawnRun => {
      const before = known.current.get(name);
      return before?.displayName === displayName && before.ordinal === ordinal ? before : { name, displayName, ordinal, colour: null };
    });
    if (last.current.length === list.length && list.every((run, i) => run === last.current[i])) return last.current;
    known.current = new Map(list.map((run) => [run.name, run]));
    last.current = list;
    return list;
  }, [rows]);
}
