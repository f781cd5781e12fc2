import { workspaceSchema, type Workspace, type WorkspaceDocument } from '@runstead/ui-contract';
import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { valueOf, type Answer } from './answer';
import { apiPath, requestJson } from './request';

export const workspaceQuery = (entity: string, project: string) =>
  queryOptions({
    queryKey: ['workspace', entity, project],
    queryFn: async ({ signal }): Promise<Workspace> =>
      valueOf(await requestJson(workspaceSchema, apiPath('projects', entity, project, 'workspace'), { signal })),
    staleTime: Infinity,
  });

const savedSchema = z.object({ revision: z.number() });

/** Refused with 409 when `revision` is not the stored one. */
export const saveWorkspace = (
  entity: string,
  project: string,
  revision: number,
  document: WorkspaceDocument,
): Promise<Answer<{ revision: number }>> =>
  requestJson(savedSchema, apiPath('projects', entity, project, 'workspace'), { method: 'PUT', body: { revision, document } });
