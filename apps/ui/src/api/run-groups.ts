import {
  decodeGroupSeries,
  LIMITS,
  runGroupsSchema,
  runPageSchema,
  type GroupSeries,
  type GroupSeriesQuery,
  type RunGroup,
  type RunGroups,
  type RunPage,
  type RunSelection,
} from '@runstead/ui-contract';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { ProblemError, valueOf } from './answer';
import { apiPath, requestBytes, requestJson } from './request';
import type { SortKey } from './run-table';

/** The groups of one level: of the whole selection, or within a branch of the tree. */
export const runGroupsQuery = (
  entity: string,
  project: string,
  selection: RunSelection,
  by: readonly string[],
  within: RunGroup = [],
  columns: readonly string[] = [],
) =>
  queryOptions({
    queryKey: ['run-groups', entity, project, selection, by, within, columns],
    queryFn: async ({ signal }): Promise<RunGroups> => {
      const body = { ...selection, by, within, columns, limit: LIMITS.groupsPerPage };
      return valueOf(
        await requestJson(runGroupsSchema, apiPath('projects', entity, project, 'runs', 'groups'), { method: 'POST', body, signal }),
      );
    },
    placeholderData: keepPreviousData,
  });

export const MEMBERS_PER_PAGE = 50;

/** A page of the runs of one group. */
export const groupMembersQuery = (
  entity: string,
  project: string,
  selection: RunSelection,
  view: { readonly sort: readonly SortKey[] | undefined; readonly columns: readonly string[] },
  within: RunGroup,
  page: number,
) =>
  queryOptions({
    queryKey: ['run-members', entity, project, selection, view, within, page],
    queryFn: async ({ signal }): Promise<RunPage> => {
      const body = { ...selection, ...view, within, limit: MEMBERS_PER_PAGE, offset: page * MEMBERS_PER_PAGE };
      return valueOf(
        await requestJson(runPageSchema, apiPath('projects', entity, project, 'runs', 'query'), { method: 'POST', body, signal }),
      );
    },
    placeholderData: keepPreviousData,
  });

export interface GroupFigures {
  /** Those that were asked for: while another answer is on its way the figures belong to these. */
  readonly groups: readonly RunGroup[];
  readonly series: readonly GroupSeries[];
}

/** One line a key and group; the columns are views into the bytes that came. */
export const groupSeriesQuery = (entity: string, project: string, query: GroupSeriesQuery) =>
  queryOptions({
    queryKey: ['group-series', entity, project, query],
    queryFn: async ({ signal }): Promise<GroupFigures> => {
      const bytes = valueOf(
        await requestBytes(apiPath('projects', entity, project, 'group-series'), { method: 'POST', body: query, signal }),
      );
      try {
        return { groups: query.groups.flatMap((group) => ('within' in group ? [group.within] : [])), series: decodeGroupSeries(bytes) };
      } catch (error) {
        const detail = error instanceof Error ? error.message : '';
        throw new ProblemError({ type: 'about:blank', title: 'The answer cannot be read', status: 200, detail, requestId: '' });
      }
    },
    structuralSharing: false,
    placeholderData: keepPreviousData,
  });
