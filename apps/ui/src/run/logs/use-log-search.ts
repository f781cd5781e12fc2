import { useDebouncedValue } from '@mantine/hooks';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { statusOf, valueOf } from '../../api/answer';
import type { RunAddress } from '../../api/runs';
import { PAGE_LINES, searchConsole } from './console-api';
import { matchSummary } from './match-summary';

export interface LogSearch {
  readonly text: string;
  readonly setText: (text: string) => void;
  readonly regex: boolean;
  readonly setRegex: (regex: boolean) => void;
  /** What the lines mark: the text once typing has paused; empty for a pattern, which only the server can match safely. */
  readonly marked: string;
  /** `3 of 17`, `No match`, or nothing. */
  readonly summary: string;
  /** Why the text cannot be searched for. */
  readonly problem: string | null;
  /** The line that the search stands on. */
  readonly line: number | null;
  readonly step: (by: 1 | -1) => void;
}

/** Searches all lines on the server and steps through what it finds, from the newest match on. */
export function useLogSearch(at: RunAddress): LogSearch {
  const [text, setText] = useState('');
  const [regex, setRegex] = useState(false);
  const [paused] = useDebouncedValue(text, 200);
  const searched = text === '' ? '' : paused;
  const { data, hasNextPage, fetchNextPage, error } = useInfiniteQuery({
    queryKey: ['console-search', at.entity, at.project, at.run, searched, regex],
    enabled: searched !== '',
    initialPageParam: 1,
    queryFn: async ({ pageParam, signal }) => valueOf(await searchConsole(at, searched, regex, pageParam, signal)),
    getNextPageParam: ({ lines }) => (lines.length < PAGE_LINES ? null : (lines.at(-1)?.number ?? 0) + 1),
  });
  const matches = data?.pages.flatMap((page) => page.lines.map((line) => line.number)) ?? [];
  const place = `${searched}/${regex}`;
  const [stood, setStood] = useState({ place, index: -1 });
  // The newest match, or the first where not all are known.
  const start = hasNextPage ? 0 : matches.length - 1;
  const here = stood.place === place && stood.index >= 0 ? Math.min(stood.index, matches.length - 1) : start;
  const stand = (index: number): void => setStood({ place, index });
  const step = (by: 1 | -1): void => {
    if (matches.length === 0) return;
    if (by === 1 && here === matches.length - 1 && hasNextPage) void fetchNextPage().then(() => stand(here + 1));
    else stand((here + by + matches.length) % matches.length);
  };
  const invalid = statusOf(error) === 400;
  return {
    text,
    setText,
    regex,
    setRegex,
    marked: regex ? '' : searched,
    summary: searched === '' || invalid ? '' : error ? 'Search failed' : matchSummary(data ? matches.length : null, here, hasNextPage),
    problem: searched !== '' && invalid ? 'Not a valid pattern' : null,
    line: searched === '' ? null : (matches[here] ?? null),
    step,
  };
}
