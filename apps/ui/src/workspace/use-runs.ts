import type { RunList, RunRow } from '@runstead/ui-contract';
import { useInfiniteQuery, useQueryClient, type InfiniteData } from '@tanstack/react-query';
import { useEffect, useMemo, useRef } from 'react';
import { statusOf } from '../api/answer';
import { runListQuery } from '../api/runs';

/** As many as charts can draw; further ones are loaded while scrolling. */
const LOADED_AHEAD = 1_000;

export interface Runs {
  readonly rows: readonly RunRow[];
  readonly total: number;
  readonly matching: number;
  readonly loading: boolean;
  readonly error: unknown;
  readonly badPattern: boolean;
  readonly hasMore: boolean;
  readonly loadMore: () => void;
  readonly retry: () => void;
}

/** The runs that match, newest first. A bad pattern keeps the last good result. */
export function useRuns(entity: string, project: string, search: string, regex: boolean): Runs {
  const query = useInfiniteQuery(runListQuery(entity, project, search, regex));
  const lastGood = useRef<InfiniteData<RunList> | undefined>(undefined);
  if (query.data) lastGood.current = query.data;
  const badPattern = regex && statusOf(query.error) === 400;
  const data = query.data ?? (badPattern ? lastGood.current : undefined);
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
    loading: query.isPending,
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
export function useRowChange(entity: string, project: string): (run: string, change: (row: RunRow) => RunRow | null) => () => void {
  const client = useQueryClient();
  return (run, change) => {
    const queryKey = ['runs', entity, project];
    const before = client.getQueriesData<InfiniteData<RunList>>({ queryKey });
    client.setQueriesData<InfiniteData<RunList>>(
      { queryKey },
      (data) => data && { ...data, pages: data.pages.map((page) => changedPage(page, run, change)) },
    );
    return () => before.forEach(([key, data]) => client.setQueryData(key, data));
  };
}

function changedPage(page: RunList, run: string, change: (row: RunRow) => RunRow | null): RunList {
  const row = page.runs.find(({ name }) => name === run);
  // The counts stand on every page, the row on one; a removal lowers them only where it happened, and the refetch the rest.
  if (!row) return page;
  const changed = change(row);
  if (changed) return { ...page, runs: page.runs.map((other) => (other === row ? changed : other)) };
  return { ...page, runs: page.runs.filter((other) => other !== row), total: page.total - 1, matching: page.matching - 1 };
}
