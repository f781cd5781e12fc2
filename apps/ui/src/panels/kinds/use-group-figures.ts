import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { runGroupsQuery } from '../../api/run-groups';
import { groupId, groupLabel } from '../../workspace/grouping/group-id';
import type { PanelProps } from '../panel';

interface GroupFigure {
  readonly id: string;
  readonly name: string;
  readonly ordinal: number;
  readonly colour: string | null;
  readonly value: number;
  readonly spread: number;
  readonly n: number;
  readonly runs: number;
}

/** Mean and deviation of a field over each group of the view; null where the view or the panel is not grouped. */
export function useGroupFigures(
  { entity, project, grouping, options }: PanelProps,
  field: string,
): { readonly rows: readonly GroupFigure[]; readonly state: 'loading' | 'ready' | 'error' } | null {
  const by = options.group === 'off' ? NONE : options.group === 'on' ? (options.groupBy ?? grouping?.by ?? NONE) : (grouping?.by ?? NONE);
  const columns = useMemo(() => [field], [field]);
  const on = by.length > 0 && grouping !== undefined;
  const found = useQuery({ ...runGroupsQuery(entity, project, grouping?.selection ?? NO_SELECTION, by, NO_KEY, columns), enabled: on });
  const rows = useMemo(
    () =>
      (found.data?.groups ?? []).flatMap((group): GroupFigure[] => {
        const id = groupId(group.key);
        const figures = group.columns[field];
        if (!figures || figures.n === 0 || grouping?.hidden.has(id)) return [];
        const { mean, sd, n } = figures;
        const colour = grouping?.colours[id] ?? null;
        return [{ id, name: groupLabel(group.key), ordinal: group.first.ordinal, colour, value: mean, spread: sd, n, runs: group.runs }];
      }),
    [found.data, field, grouping],
  );
  return on ? { rows, state: found.isPending ? 'loading' : found.error && !found.data ? 'error' : 'ready' } : null;
}

const NONE: readonly string[] = [];
const NO_KEY: [] = [];
const NO_SELECTION = {};
