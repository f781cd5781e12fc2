import {
  LIMITS,
  metricKeysSchema,
  runDocumentSchema,
  runListSchema,
  type MetricKeys,
  type MetricSource,
  type RunChanges,
  type RunDocument,
  type RunList,
} from '@runstead/ui-contract';
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { valueOf, type Answer } from './answer';
import { apiPath, queryText, requestJson, requestNothing } from './request';

/** Names a run in URLs and requests. */
export interface RunAddress {
  readonly entity: string;
  readonly project: string;
  /** The run id of URLs. */
  readonly run: string;
}

export const runPath = (at: RunAddress, ...more: string[]): string => apiPath('runs', at.entity, at.project, at.run, ...more);

const RUN_PAGE = LIMITS.runsPerPage;

export const runListQuery = (entity: string, project: string, search: string, regex: boolean) =>
  infiniteQueryOptions({
    queryKey: ['runs', entity, project, { search, regex }],
    queryFn: async ({ pageParam, signal }): Promise<RunList> => {
      const query = queryText({ search, regex: regex || undefined, limit: RUN_PAGE, cursor: pageParam ?? undefined });
      return valueOf(await requestJson(runListSchema, `${apiPath('projects', entity, project, 'runs')}${query}`, { signal }));
    },
    initialPageParam: null as string | null,
    getNextPageParam: (last): string | null => last.cursor,
    placeholderData: keepPreviousData,
  });

/** A few runs whose names match, for the quick search. */
export const firstRunsQuery = (entity: string, project: string, search: string) =>
  queryOptions({
    queryKey: ['first-runs', entity, project, search],
    queryFn: async ({ signal }): Promise<RunList> =>
      valueOf(
        await requestJson(runListSchema, `${apiPath('projects', entity, project, 'runs')}${queryText({ search, limit: 6 })}`, { signal }),
      ),
  });

export const runQuery = (at: RunAddress) =>
  queryOptions({
    queryKey: ['run', at.entity, at.project, at.run],
    queryFn: async ({ signal }): Promise<RunDocument> => valueOf(await requestJson(runDocumentSchema, runPath(at), { signal })),
  });

export const projectKeysQuery = (entity: string, project: string, source: MetricSource = 'history') =>
  queryOptions({
    queryKey: ['keys', entity, project, source],
    queryFn: async ({ signal }): Promise<MetricKeys> =>
      valueOf(await requestJson(metricKeysSchema, `${apiPath('projects', entity, project, 'keys')}${queryText({ source })}`, { signal })),
  });

export const runKeysQuery = (at: RunAddress, source: MetricSource = 'history') =>
  queryOptions({
    queryKey: ['run-keys', at.entity, at.project, at.run, source],
    queryFn: async ({ signal }): Promise<MetricKeys> =>
      valueOf(await requestJson(metricKeysSchema, `${runPath(at, 'keys')}${queryText({ source })}`, { signal })),
  });

export const changeRun = (at: RunAddress, changes: RunChanges): Promise<Answer<RunDocument>> =>
  requestJson(runDocumentSchema, runPath(at), { method: 'PATCH', body: changes });

export const stopRun = (at: RunAddress): Promise<Answer<null>> => requestNothing(runPath(at, 'stop'), { method: 'POST' });

export const deleteRun = (at: RunAddress): Promise<Answer<null>> => requestNothing(runPath(at), { method: 'DELETE' });

export const restoreRun = (at: RunAddress): Promise<Answer<null>> => requestNothing(runPath(at, 'restore'), { method: 'POST' });
