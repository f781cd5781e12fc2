import {
  projectListSchema,
  projectSchema,
  runningRunsSchema,
  type Project,
  type ProjectList,
  type RunningRuns,
} from '@runstead/ui-contract';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { valueOf, type Answer } from './answer';
import { apiPath, queryText, requestJson } from './request';

export interface ProjectListView {
  readonly search: string;
  readonly entity?: string | undefined;
  readonly sort: 'name' | 'entity' | 'runs' | 'running' | 'lastActivity';
  readonly descending: boolean;
  readonly page: number;
}

export const projectListQuery = (view: ProjectListView) =>
  queryOptions({
    queryKey: ['projects', view],
    queryFn: async ({ signal }): Promise<ProjectList> =>
      valueOf(await requestJson(projectListSchema, `/api/v1/projects${queryText({ ...view })}`, { signal })),
    placeholderData: keepPreviousData,
    refetchInterval: 5_000,
  });

export const projectQuery = (entity: string, project: string) =>
  queryOptions({
    queryKey: ['project', entity, project],
    queryFn: async ({ signal }): Promise<Project> =>
      valueOf(await requestJson(projectSchema, apiPath('projects', entity, project), { signal })),
  });

export const runningRunsQuery = queryOptions({
  queryKey: ['running-runs'],
  queryFn: async ({ signal }): Promise<RunningRuns> => valueOf(await requestJson(runningRunsSchema, '/api/v1/running-runs', { signal })),
  refetchInterval: 5_000,
});

export const createProject = (entity: string, name: string, description: string | null): Promise<Answer<Project>> =>
  requestJson(projectSchema, '/api/v1/projects', { method: 'POST', body: { entity, name, description } });
