import { LIMITS } from '@runstead/ui-contract';
import { useMemo, useRef } from 'react';
import type { RunsView } from '../api/run-table';
import { Snippet } from '../controls/snippet';
import { firstRunSnippet } from '../home/first-run-snippet';
import { EmptyRegion } from '../states/empty-region';
import { ErrorRegion } from '../states/error-region';
import { Skeleton } from '../states/skeleton';
import { useGroupTree, type TreeRow } from '../workspace/grouping/use-group-tree';
import type { ListedRun, Runs } from '../workspace/use-runs';
import type { RowActions } from './grid-actions';
import { RunGrid, type GridProps } from './run-grid';
import styles from './runs-table.module.css';

interface Props extends GridProps {
  readonly view: RunsView;
  readonly groupBy: readonly string[] | undefined;
  readonly runs: Runs;
  /** The loaded rows with the pinned runs first. */
  readonly listed: readonly ListedRun[];
  readonly search: string;
}

/** The grid, or why there is none. */
export function TableBody({ runs, listed, groupBy, view, search, ...grid }: Props) {
  const rows = useMemo(() => listed.map((run): TreeRow => ({ kind: 'run', id: run.name, depth: 0, run, inGroup: '' })), [listed]);
  const more = useRef(runs.loadMore);
  more.current = runs.loadMore;
  const loadMore = useRef(() => more.current());
  if (runs.error) return <ErrorRegion text="The runs could not be loaded." error={runs.error} onRetry={runs.retry} />;
  if (runs.loading) return <RowSkeletons />;
  if (runs.total === 0)
    return (
      <EmptyRegion text="No runs yet. Log the first one:">
        <Snippet text={firstRunSnippet(grid.entity, grid.project)} />
      </EmptyRegion>
    );
  if (rows.length === 0) return <EmptyRegion text={search === '' ? 'No runs match the filter' : `No runs match "${search}"`} />;
  if (groupBy) return <GroupedGrid {...grid} view={view} groupBy={groupBy} />;
  return <RunGrid {...grid} rows={rows} count={runs.matching} onEnd={loadMore.current} />;
}

function GroupedGrid({ view, groupBy, rowActions, ...grid }: GridProps & { readonly view: RunsView; readonly groupBy: readonly string[] }) {
  const { columns } = grid;
  const shown = useMemo(() => {
    const fields = columns.map(({ field }) => field).filter((field) => /^(?:config|summary)\.|^runtime$/.test(field));
    return { ...view, columns: fields.slice(0, LIMITS.groupColumns) };
  }, [view, columns]);
  const tree = useGroupTree({ entity: grid.entity, project: grid.project, view: shown, groupBy });
  const now = useRef(tree);
  now.current = tree;
  const actions = useMemo<RowActions>(
    () => ({ ...rowActions, toggle: (id) => now.current.toggle(id), showMore: (id) => now.current.showMore(id) }),
    [rowActions],
  );
  if (tree.error) return <ErrorRegion text="The groups could not be loaded." error={tree.error} onRetry={tree.retry} />;
  return <RunGrid {...grid} rowActions={actions} rows={tree.rows} count={tree.rows.length} onEnd={nothingMore} />;
}

const nothingMore = (): void => undefined;

function RowSkeletons() {
  return (
    <div className={styles.skeletons} data-state="loading" aria-busy="true">
      {Array.from({ length: 14 }, (_, i) => (
        <Skeleton key={i} width={`${56 + ((i * 29) % 36)}%`} height="12px" />
      ))}
    </div>
  );
}
