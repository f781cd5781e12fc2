import {
  LIMITS,
  runFieldsSchema,
  runFieldValuesSchema,
  runPageSchema,
  type RunFields,
  type RunFieldValues,
  type RunFilterTree,
  type RunPage,
  type WorkspaceDocument,
} from '@runstead/ui-contract';
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { valueOf } from './answer';
import { apiPath, queryText, requestJson } from './request';

/** A field and its direction, as the view keeps it. */
export type SortKey = NonNullable<WorkspaceDocument['sort']>[number];

/** Which runs, in which order, with which columns: what sidebar, table and panels of one view share. */
export interface RunsView {
  readonly search: string;
  readonly regex: boolean;
  readonly filter: RunFilterTree | undefined;
  readonly sort: readonly SortKey[] | undefined;
  readonly columns: readonly string[];
}

export const runTableQuery = (entity: string, project: string, view: RunsView) =>
  infiniteQueryOptions({
    queryKey: ['run-table', entity, project, view],
    queryFn: async ({ pageParam, signal }): Promise<RunPage> => {
      const body = { ...view, limit: LIMITS.runsPerPage, ...(pageParam ? { cursor: pageParam } : {}) };
      return valueOf(
        await requestJson(runPageSchema, apiPath('projects', entity, project, 'runs', 'query'), { method: 'POST', body, signal }),
      );
    },
    initialPageParam: null as string | null,
    getNextPageParam: (last): string | null => last.cursor,
    placeholderData: keepPreviousData,
  });

export const runFieldsQuery = (entity: string, project: string) =>
  queryOptions({
    queryKey: ['run-fields', entity, project],
    queryFn: async ({ signal }): Promise<RunFields> =>
      valueOf(await requestJson(runFieldsSchema, apiPath('projects', entity, project, 'run-fields'), { signal })),
    staleTime: 30_000,
  });

export const runFieldValuesQuery = (entity: string, project: string, field: string, search: string) =>
  queryOptions({
    queryKey: ['run-field-values', entity, project, field, search],
    queryFn: async ({ signal }): Promise<RunFieldValues> => {
      const path = `${apiPath('projects', entity, project, 'run-field-values')}${queryText({ field, search })}`;
      return valueOf(await requestJson(runFieldValuesSchema, path, { signal }));
    },
    placeholderData: keepPreviousData,
  });
