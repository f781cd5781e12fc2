import { useDebouncedValue } from '@mantine/hooks';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { valueOf } from '../../api/answer';
import type { RunAddress } from '../../api/runs';
import { searchConsole } from './console-api';

export interface LogSearch {
  readonly text: string;
  readonly setText: (text: string) => void;
  /** What the marks show: the text once typing has paused. */
  readonly searched: string;
  /** `3 of 17`, `No match`, or nothing. */
  readonly summary: string;
  /** The line that the search stands on. */
  readonly line: number | null;
  readonly step: (by: 1 | -1) => void;
}

/** Searches all lines on the server and steps through what it finds, from the newest match on. */
export function useLogSearch(at: RunAddress): LogSearch {
  const [text, setText] = useState('');
  const [debounced] = useDebouncedValue(text, 200);
  const searched = text === '' ? '' : debounced;
  const { data, hasNextPage, fetchNextPage, isFetching, error } = useInfiniteQuery({
    queryKey: ['console-search', at.entity, at.project, at.run, searched],
    enabled: searched !== '',
    initialPageParam: 1,
    queryFn: async ({ pageParam, signal }) => valueOf(await searchConsole(at, searched, pageParam, signal)),
    getNextPageParam: (page, pages) => {
      const found = pages.reduce((n, p) => n + p.lines.length, 0);
      const last = page.lines.at(-1);
      return last && found < page.total ? last.number + 1 : null;
    },
  });
  const matches = data?.pages.flatMap((page) => page.lines.map((line) => line.number)) ?? [];
  const total = Math.max(data?.pages[0]?.total ?? 0, matches.length);
  const [index, setIndex] = useState<number | null>(null);
  useEffect(() => setIndex(null), [searched]);
  const newest = hasNextPage ? 0 : matches.length - 1;
  const here = Math.min(index ?? newest, matches.length - 1);
  const step = (by: 1 | -1): void => {
    if (matches.length === 0) return;
    if (by === 1 && here === matches.length - 1 && hasNextPage) void fetchNextPage().then(() => setIndex(here + 1));
    else setIndex((here + by + matches.length) % matches.length);
  };
  const summary =
    searched === '' ? '' : error ? 'Search failed' : !data ? (isFetching ? 'Searching…' : '') : total === 0 ? 'No match' : `${count(here + 1)} of ${count(total)}`;
  return { text, setText, searched, summary, line: searched === '' ? null : (matches[here] ?? null), step };
}

const count = (value: number): string => value.toLocaleString('en-US');
