import { runFilesSchema, type RunFiles } from '@runstead/ui-contract';
import { queryOptions } from '@tanstack/react-query';
import { valueOf } from '../../api/answer';
import { apiPath, requestBytes, requestJson } from '../../api/request';
import { runPath, type RunAddress } from '../../api/runs';

/** Where the bytes of a run's file are; each part of its path is encoded, so that any name is one address. */
export function fileAddress(at: RunAddress, name: string, download = false): string {
  return `${apiPath('runs', at.entity, at.project, at.run, 'files', ...name.split('/'))}${download ? '?download=1' : ''}`;
}

export const runFilesQuery = (at: RunAddress) =>
  queryOptions({
    queryKey: ['files', at.entity, at.project, at.run],
    queryFn: async ({ signal }): Promise<RunFiles> => valueOf(await requestJson(runFilesSchema, runPath(at, 'files'), { signal })),
  });

/** The text of a file; `updatedAt` is part of its identity, so a rewritten file is read again. */
export const fileTextQuery = (at: RunAddress, name: string, updatedAt: number) =>
  queryOptions({
    queryKey: ['file-text', at.entity, at.project, at.run, name, updatedAt],
    queryFn: async ({ signal }): Promise<string> =>
      new TextDecoder().decode(valueOf(await requestBytes(fileAddress(at, name), { signal }))),
    staleTime: Infinity,
  });
