import type { GroupSeriesQuery, MetricSource } from '@runstead/ui-contract';
import { LIMITS } from '@runstead/ui-contract';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { ProblemError } from '../api/answer';
import { groupSeriesQuery, runGroupsQuery } from '../api/run-groups';
import { bucketBudget } from '../charts/bucket-budget';
import { extentOf, type Interval } from '../charts/extents';
import { groupLine } from '../charts/group-line';
import { groupId, groupLabel } from '../workspace/grouping/group-id';
import type { Grouping } from './panel-types';
import type { ResolvedPanel } from './resolve-panel';
import type { FoundLine, PanelLines } from './use-panel-lines';

interface Input {
  readonly entity: string;
  readonly project: string;
  readonly source: MetricSource;
  /** Absent, or without fields in the panel: nothing is asked. */
  readonly grouping: Grouping | undefined;
  readonly panel: ResolvedPanel;
  readonly zoomX: Interval | null;
  readonly fullScreen: boolean;
}

export interface GroupLines extends PanelLines {
  /** Runs of all groups that match, and how many groups there are. */
  readonly runs: number;
  readonly groups: number;
}

const NONE: GroupLines = {
  lines: [],
  wholeX: null,
  loading: false,
  problem: null,
  drawnRuns: 0,
  more: false,
  points: 0,
  runs: 0,
  groups: 0,
};
const UNUSED: GroupSeriesQuery = { keys: [''], groups: [{ runs: [] }] };

/** One line a group and key: statistics over all members, worked out by the server (UI 9.4). Null when the panel is not grouped. */
export function useGroupLines({ entity, project, source, grouping, panel, zoomX, fullScreen }: Input): GroupLines | null {
  const { groupBy, maxRuns, lines, xAxis, aggregate, range } = panel;
  const on = grouping !== undefined && groupBy.length > 0;
  const selection = grouping?.selection ?? NO_SELECTION;
  const groups = useQuery({ ...runGroupsQuery(entity, project, selection, groupBy), enabled: on });
  const chosen = useMemo(
    () =>
      (groups.data?.groups ?? [])
        .map((group) => ({ ...group, id: groupId(group.key) }))
        .filter(({ id }) => !grouping?.hidden.has(id))
        .slice(0, Math.min(maxRuns, LIMITS.groupsPerSeries)),
    [groups.data, grouping?.hidden, maxRuns],
  );
  const buckets = bucketBudget(maxRuns * lines.length, fullScreen);
  const base = useMemo<GroupSeriesQuery>(
    () => ({
      ...selection,
      source,
      keys: lines.map(({ key }) => key),
      groups: chosen.map(({ key }) => ({ within: key })),
      x: xAxis,
      buckets,
    }),
    [selection, source, lines, chosen, xAxis, buckets],
  );
  const ask = on && chosen.length > 0 && lines.length > 0;
  const whole = useQuery({ ...groupSeriesQuery(entity, project, ask ? base : UNUSED), enabled: ask });
  const margin = zoomX ? (zoomX[1] - zoomX[0]) / 4 : 0;
  const near = useQuery({
    ...groupSeriesQuery(entity, project, ask && zoomX ? { ...base, range: [zoomX[0] - margin, zoomX[1] + margin] } : UNUSED),
    enabled: ask && zoomX !== null,
  });
  const drawn = useMemo(() => {
    const figures = (zoomX && !near.isPlaceholderData ? near.data : undefined) ?? (ask ? whole.data : undefined);
    return (figures?.series ?? []).flatMap((one): FoundLine[] => {
      const asked = figures?.groups[one.group];
      const group = asked && chosen.find(({ id }) => id === groupId(asked));
      const line = lines.find(({ key }) => key === one.key);
      if (!group || !line || one.x.length === 0) return [];
      const colour = grouping?.colours[group.id] ?? null;
      const run = { name: group.id, displayName: groupLabel(group.key), ordinal: group.first.ordinal, colour };
      return [{ run, line, series: groupLine(one, group.id, aggregate, range) }];
    });
  }, [zoomX, near.data, near.isPlaceholderData, ask, whole.data, chosen, lines, grouping?.colours, aggregate, range]);
  const wholeX = useMemo(() => extentOf((ask ? (whole.data?.series ?? []) : []).map(({ x }) => x)), [ask, whole.data]);
  if (!on) return null;
  const error = groups.error ?? whole.error;
  return {
    ...NONE,
    lines: drawn,
    wholeX,
    loading: groups.isPending || (ask && whole.isPending),
    problem: error instanceof ProblemError ? error.problem : null,
    drawnRuns: new Set(drawn.map(({ run }) => run.name)).size,
    more: (groups.data?.total ?? 0) > chosen.length,
    points: drawn.reduce((sum, { series }) => sum + series.points, 0),
    runs: chosen.reduce((sum, { runs }) => sum + runs, 0),
    groups: groups.data?.total ?? 0,
  };
}

const NO_SELECTION = {};
