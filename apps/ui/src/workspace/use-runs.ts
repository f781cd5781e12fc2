import type { RunRow, RunTableRow } from '@runstead/ui-contract';
import { useInfiniteQuery, useQueryClient, type InfiniteData, type QueryFilters } from '@tanstack/react-query';
import { useEffect, useMemo, useRef } from 'react';
import { statusOf } from '../api/answer';
import { runListQuery } from '../api/runs';
import { runTableQuery, type RunsView } from '../api/run-table';

/** As many as charts can draw; further ones are loaded while scrolling. */
const LOADED_AHEAD = 1_000;

/** A run of the list; what only the table's query brings is absent in the plain list. */
export type ListedRun = RunRow & Partial<Omit<RunTableRow, keyof RunRow>>;

interface Page {
  readonly runs: readonly ListedRun[];
  readonly total: number;
  readonly matching: number;
  readonly cursor: string | null;
}

export interface Runs {
  readonly rows: readonly ListedRun[];
  readonly total: number;
  readonly matching: number;
  readonly loading: boolean;
  readonly error: unknown;
  readonly badPattern: boolean;
  readonly hasMore: boolean;
  readonly loadMore: () => void;
  readonly retry: () => void;
}

/**
 * The runs that match, in the view's order. The plain list comes from the store that knows a change at once; filters, other
 * orders, columns and `whole` rows (with notes, host, sweep) are answered by the index of runs, which follows within moments. A bad
 * pattern keeps the last good result.
 */
export function useRuns(entity: string, project: string, view: RunsView, rows: 'short' | 'whole' = 'short'): Runs {
  const plain = rows === 'short' && !view.filter && !view.sort && view.columns.length === 0;
  const list = useInfiniteQuery({ ...runListQuery(entity, project, view.search, view.regex), enabled: plain });
  const table = useInfiniteQuery({ ...runTableQuery(entity, project, view), enabled: !plain });
  return useLoaded(plain ? list : table, view.regex);
}

interface Loading {
  readonly data: InfiniteData<Page> | undefined;
  readonly error: unknown;
  readonly isPending: boolean;
  readonly isFetching: boolean;
  readonly hasNextPage: boolean;
  readonly fetchNextPage: () => Promise<unknown>;
  readonly refetch: () => Promise<unknown>;
}

function useLoaded(query: Loading, regex: boolean): Runs {
  const lastGood = useRef<InfiniteData<Page> | undefined>(undefined);
  if (query.data) lastGood.current = query.data;
  const badPattern = regex && statusOf(query.error) === 400;
  // Also while another order or filter is on its way: a list never blinks.
  const data = query.data ?? (badPattern || query.isPending ? lastGood.current : undefined);
  const rows = useMemo(() => data?.pages.flatMap((page) => page.runs) ?? [], [data]);
  const { hasNextPage, isFetching, fetchNextPage } = query;
  useEffect(() => {
    if (hasNextPage && !isFetching && rows.length < LOADED_AHEAD) void fetchNextPage();
  }, [hasNextPage, isFetching, fetchNextPage, rows.length]);
  const last = data?.pages.at(-1);
  return {
    rows,
    total: last?.total ?? 0,
    matching: last?.matching ?? 0,
    loading: query.isPending && !data,
    error: badPattern || rows.length > 0 ? null : query.error,
    badPattern,
    hasMore: hasNextPage,
    loadMore: () => {
      if (hasNextPage && !isFetching) void fetchNextPage();
    },
    retry: () => void query.refetch(),
  };
}

/** Changes rows in every loaded list of the project at once; `null` takes the row out. Answers how to take it back. */
export function useRowChange(entity: string, project: string): (run: string, change: (row: ListedRun) => ListedRun | null) => () => void {
  const client = useQueryClient();
  return (run, change) => {
    const filters = runLists(entity, project);
    const before = client.getQueriesData<InfiniteData<Page>>(filters);
    client.setQueriesData<InfiniteData<Page>>(
      filters,
      (data) => data && { ...data, pages: data.pages.map((page) => changedPage(page, run, change)) },
    );
    return () => before.forEach(([key, data]) => client.setQueryData(key, data));
  };
}

/** Every list of the project's runs that was loaded, in whatever order. */
export function runLists(entity: string, project: string): QueryFilters {
  return {
    predicate: ({ queryKey: [family, ofEntity, ofProject] }) =>
      (family === 'runs' || family === 'run-table') && ofEntity === entity && ofProject === project,
  };
}

function changedPage(page: Page, run: string, change: (row: ListedRun) => ListedRun | null): Page {
  const row = page.runs.find(({ name }) => name === run);
  // The counts stand on every page, the row on one; a removal lowers them only where it happened, and the refetch the rest.
  if (!row) return page;
  const changed = change(row);
  if (changed) return { ...page, runs: page.runs.map((other) => (other === row ? changed : other)) };
  return { ...page, runs: page.runs.filter((other) => other !== row), total: page.total - 1, matching: page.matching - 1 };
}
