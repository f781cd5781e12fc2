import type { RunGroup, RunGroups, RunSelection } from '@runstead/ui-contract';
import { useQueries, useQuery } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import { groupMembersQuery, MEMBERS_PER_PAGE, runGroupsQuery } from '../../api/run-groups';
import type { RunsView } from '../../api/run-table';
import type { ListedRun } from '../use-runs';
import { groupId } from './group-id';

type Group = RunGroups['groups'][number];

/** A row of the flattened tree. */
export type TreeRow =
  | {
      readonly kind: 'group';
      readonly id: string;
      readonly depth: number;
      readonly group: Group;
      readonly open: boolean;
      readonly leaf: boolean;
    }
  | { readonly kind: 'run'; readonly id: string; readonly depth: number; readonly run: ListedRun; readonly inGroup: string }
  | { readonly kind: 'more'; readonly id: string; readonly depth: number; readonly left: number; readonly inGroup: string }
  | { readonly kind: 'loading'; readonly id: string; readonly depth: number };

interface Input {
  readonly entity: string;
  readonly project: string;
  readonly view: RunsView;
  readonly groupBy: readonly string[];
}

export interface GroupTree {
  readonly rows: readonly TreeRow[];
  readonly loading: boolean;
  readonly error: unknown;
  readonly retry: () => void;
  /** Groups of the outermost level. */
  readonly groups: number;
  readonly toggle: (id: string) => void;
  readonly showMore: (id: string) => void;
}

export const selectionOf = ({ search, regex, filter }: Pick<RunsView, 'search' | 'regex' | 'filter'>): RunSelection => ({
  search,
  regex,
  ...(filter ? { filter } : {}),
});

/** The groups of the view and, where one is open, what is in it: further groups, or its runs, fifty at a time. */
export function useGroupTree({ entity, project, view, groupBy }: Input): GroupTree {
  const selection = useMemo(() => selectionOf(view), [view]);
  const columns = useMemo(() => view.columns.filter((field) => /^(?:config|summary)\.|^runtime$/.test(field)), [view.columns]);
  const members = useMemo(() => ({ sort: view.sort, columns: view.columns }), [view.sort, view.columns]);
  const [open, setOpen] = useState<ReadonlyMap<string, { readonly key: RunGroup; readonly pages: number }>>(new Map());
  const top = useQuery(runGroupsQuery(entity, project, selection, groupBy.slice(0, 1), [], columns));
  const branches = [...open.values()].filter(({ key }) => key.length < groupBy.length);
  const leaves = [...open.values()]
    .filter(({ key }) => key.length === groupBy.length)
    .flatMap(({ key, pages }) => Array.from({ length: pages }, (_, page) => ({ key, page })));
  const inner = useQueries({
    queries: branches.map(({ key }) => runGroupsQuery(entity, project, selection, groupBy.slice(key.length, key.length + 1), key, columns)),
  });
  const pages = useQueries({
    queries: leaves.map(({ key, page }) => groupMembersQuery(entity, project, selection, members, key, page)),
  });
  const groupsIn = new Map(branches.map(({ key }, i) => [groupId(key), inner[i]?.data?.groups]));
  const runsIn = new Map<string, { runs: ListedRun[]; loading: boolean }>();
  leaves.forEach(({ key }, i) => {
    const known = runsIn.get(groupId(key)) ?? { runs: [], loading: false };
    const data = pages[i]?.data;
    runsIn.set(groupId(key), { runs: [...known.runs, ...(data?.runs ?? [])], loading: known.loading || !data });
  });

  const rows: TreeRow[] = [];
  const list = (groups: readonly Group[], above: RunGroup, depth: number): void => {
    for (const found of groups) {
      const group = { ...found, key: [...above, ...found.key] };
      const id = groupId(group.key);
      const leaf = group.key.length === groupBy.length;
      const opened = open.has(id);
      rows.push({ kind: 'group', id, depth, group, open: opened, leaf });
      if (!opened) continue;
      if (!leaf) {
        const further = groupsIn.get(id);
        if (further) list(further, group.key, depth + 1);
        else rows.push({ kind: 'loading', id: `${id} loading`, depth: depth + 1 });
        continue;
      }
      const { runs = [], loading = true } = runsIn.get(id) ?? {};
      for (const run of runs) rows.push({ kind: 'run', id: `${id} ${run.name}`, depth: depth + 1, run, inGroup: id });
      if (loading) rows.push({ kind: 'loading', id: `${id} loading`, depth: depth + 1 });
      else if (runs.length < group.runs)
        rows.push({ kind: 'more', id: `${id} more`, depth: depth + 1, left: group.runs - runs.length, inGroup: id });
    }
  };
  list(top.data?.groups ?? [], [], 0);

  const keyOf = new Map(rows.flatMap((row) => (row.kind === 'group' ? [[row.id, row.group.key] as const] : [])));
  const toggle = (id: string): void =>
    setOpen((all) => {
      const next = new Map(all);
      const key = keyOf.get(id);
      if (!next.delete(id) && key) next.set(id, { key, pages: 1 });
      return next;
    });
  const showMore = useCallback(
    (id: string): void =>
      setOpen((all) => {
        const known = all.get(id);
        return known ? new Map(all).set(id, { ...known, pages: known.pages + 1 }) : all;
      }),
    [],
  );
  return {
    rows,
    loading: top.isPending,
    error: top.data ? null : top.error,
    retry: () => void top.refetch(),
    groups: top.data?.total ?? 0,
    toggle,
    showMore,
  };
}

export const nextPageSize = (left: number): number => Math.min(left, MEMBERS_PER_PAGE);
