import { savedViewListSchema, savedViewSchema, type SavedView, type SavedViewList, type WorkspaceDocument } from '@runstead/ui-contract';
import { queryOptions } from '@tanstack/react-query';
import { valueOf, type Answer } from './answer';
import { apiPath, requestJson, requestNothing } from './request';

const path = (entity: string, project: string, ...more: string[]): string => apiPath('projects', entity, project, 'views', ...more);

export const viewListQuery = (entity: string, project: string) =>
  queryOptions({
    queryKey: ['views', entity, project],
    queryFn: async ({ signal }): Promise<SavedViewList> =>
      valueOf(await requestJson(savedViewListSchema, path(entity, project), { signal })),
    staleTime: 10_000,
  });

export const viewQuery = (entity: string, project: string, id: string) =>
  queryOptions({
    queryKey: ['view', entity, project, id],
    queryFn: async ({ signal }): Promise<SavedView> => valueOf(await requestJson(savedViewSchema, path(entity, project, id), { signal })),
    staleTime: Infinity,
  });

export const createView = (entity: string, project: string, name: string, document: WorkspaceDocument): Promise<Answer<SavedView>> =>
  requestJson(savedViewSchema, path(entity, project), { method: 'POST', body: { name, document } });

interface ViewChanges {
  readonly revision: number;
  readonly name?: string;
  readonly document?: WorkspaceDocument;
}

/** Refused with 409 when `revision` is not the stored one. */
export const changeView = (entity: string, project: string, id: string, changes: ViewChanges): Promise<Answer<SavedView>> =>
  requestJson(savedViewSchema, path(entity, project, id), { method: 'PUT', body: changes });

export const removeView = (entity: string, project: string, id: string): Promise<Answer<null>> =>
  requestNothing(path(entity, project, id), { method: 'DELETE' });
