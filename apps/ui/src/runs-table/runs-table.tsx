import type { WorkspaceDocument } from '@runstead/ui-contract';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useRef, type ReactNode } from 'react';
import { runFieldsQuery } from '../api/run-table';
import { lazyPart } from '../controls/lazy-part';
import { useShowToast } from '../shell/toasts';
import { withAllEyes, withEye } from '../workspace/eyes';
import { FilterChips } from '../workspace/filter/filter-chips';
import { pinnedFirst } from '../workspace/pinned';
import { useNarrow } from '../workspace/use-narrow';
import { useRunActions } from '../workspace/use-run-actions';
import { useRuns } from '../workspace/use-runs';
import { useRunsView } from '../workspace/use-runs-view';
import { useSearchInAddress } from '../workspace/use-search-in-address';
import type { RowActions } from './grid-actions';
import type { GridProps } from './run-grid';
import styles from './runs-table.module.css';
import type { SelectionBar as Bar } from './selection-bar';
import { candidates, columnsByItself, everyField, NAME, tableColumns } from './table-columns';
import { TableBody } from './table-body';
import { TableHeader } from './table-header';
import { allNames } from './table-pages';
import { useBulkActions } from './use-bulk-actions';
import { useColumnActions } from './use-column-actions';
import { useSelection } from './use-selection';
import { useTableExport } from './use-table-export';

const SelectionBar = lazyPart<Parameters<typeof Bar>[0]>(() => import('./selection-bar').then((module) => module.SelectionBar));

interface Props {
  readonly entity: string;
  readonly project: string;
  readonly document: WorkspaceDocument;
  readonly onChange: (changes: Partial<WorkspaceDocument>) => void;
  readonly notice: ReactNode;
}

const NO_COLUMNS: readonly string[] = [];

export function RunsTable({ entity, project, document, onChange, notice }: Props) {
  const [search, setSearch] = useSearchInAddress();
  const narrow = useNarrow();
  const fields = useQuery(runFieldsQuery(entity, project)).data?.fields;
  const offered = useMemo(() => candidates(fields ?? []), [fields]);
  const { columns: pinned = NO_COLUMNS, tableColumns: chosen, pinned: pinnedRuns, baseline, eyes } = document;
  const asked = useMemo(() => [...new Set([...pinned, ...(chosen ?? offered)])].slice(0, 100), [pinned, chosen, offered]);
  const view = useRunsView({ ...document, columns: asked }, search);
  const runs = useRuns(entity, project, view, 'whole');
  const listed = useMemo(() => pinnedFirst(runs.rows, { pinned: pinnedRuns, baseline }).rows, [runs.rows, pinnedRuns, baseline]);
  const others = useMemo(() => chosen ?? columnsByItself(offered, runs.rows), [chosen, offered, runs.rows]);
  const columns = useMemo(() => tableColumns(document, others, narrow), [document, others, narrow]);
  const visible = columns.map(({ field }) => field);
  const selection = useSelection(useMemo(() => listed.map(({ name }) => name), [listed]));
  const bulk = useBulkActions(entity, project);
  const exported = useTableExport(entity, project, view);
  const columnActions = useColumnActions(document, others, onChange);
  const rowActions = useRowActions(entity, project, document, onChange, selection.select);
  const showToast = useShowToast();
  const names = [...selection.chosen];
  const setColumns = (next: string[] | undefined): void => {
    const kept = next?.filter((field) => pinned.includes(field));
    onChange({ columns: kept && kept.length > 0 ? kept : undefined, tableColumns: next?.filter((field) => !pinned.includes(field)) });
  };
  const selectAll = (): void =>
    void allNames(entity, project, view).then(selection.set, (error: Error) => showToast({ text: error.message, tone: 'error' }));
  const grid: GridProps = {
    entity,
    project,
    columns,
    sort: document.sort?.[0],
    eyes,
    colours: document.colours,
    selection: selection.chosen,
    columnActions,
    rowActions,
  };
  return (
    <div className={styles.page}>
      {notice}
      <TableHeader
        entity={entity}
        project={project}
        runs={runs}
        search={search}
        onSearch={setSearch}
        document={document}
        onChange={onChange}
        columns={{ listed: visible.filter((field) => field !== NAME), onColumns: setColumns }}
        exported={exported}
        onExport={(kind, which) => void exported.start(kind, which === 'all' ? everyField(fields ?? []) : visible)}
      />
      <FilterChips filter={document.filter} onFilter={(filter) => onChange({ filter })} />
      {names.length > 0 ? (
        <SelectionBar
          names={names}
          matching={runs.matching}
          bulk={bulk}
          onEyes={(shown) => onChange({ eyes: withAllEyes(eyes, names, shown) })}
          onSelectAll={selectAll}
          onClear={() => selection.set([])}
        />
      ) : null}
      <TableBody {...grid} view={view} groupBy={document.groupBy} runs={runs} listed={listed} search={search} />
    </div>
  );
}

/** Stable: a row draws again only when something of its own changed. */
function useRowActions(
  entity: string,
  project: string,
  document: WorkspaceDocument,
  onChange: Props['onChange'],
  select: RowActions['select'],
): RowActions {
  const actions = useRunActions(entity, project);
  const now = useRef({ document, onChange, actions });
  now.current = { document, onChange, actions };
  return useMemo(
    () => ({
      select,
      setEye: (run, shown) => now.current.onChange({ eyes: withEye(now.current.document.eyes, run, shown) }),
      rename: (run, displayName) => now.current.actions.rename(run, displayName),
      describe: (run, changes) => now.current.actions.describe(run, changes),
      toggle: () => undefined,
      showMore: () => undefined,
    }),
    [select],
  );
}
