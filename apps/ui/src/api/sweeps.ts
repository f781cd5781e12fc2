import {
  savedSweepSchema,
  sweepListSchema,
  sweepSchema,
  type SavedSweep,
  type SweepChanges,
  type SweepDocument,
  type SweepList,
} from '@runstead/ui-contract';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { valueOf, type Answer } from './answer';
import { apiPath, queryText, requestJson } from './request';

/** Names a sweep in URLs and requests. */
export interface SweepAddress {
  readonly entity: string;
  readonly project: string;
  /** The short id. */
  readonly sweep: string;
}

/** No live event tells of sweeps and agents: they are asked again while the page is open. */
const ASKED_AGAIN_MS = 5_000;
export const SWEEPS_PER_PAGE = 50;

const path = (entity: string, project: string, ...more: string[]): string => apiPath('projects', entity, project, 'sweeps', ...more);

export const sweepListQuery = (entity: string, project: string, page: number) =>
  queryOptions({
    queryKey: ['sweeps', entity, project, page],
    queryFn: async ({ signal }): Promise<SweepList> => {
      const query = queryText({ offset: page * SWEEPS_PER_PAGE, limit: SWEEPS_PER_PAGE });
      return valueOf(await requestJson(sweepListSchema, `${path(entity, project)}${query}`, { signal }));
    },
    placeholderData: keepPreviousData,
    refetchInterval: ASKED_AGAIN_MS,
  });

export const sweepQuery = ({ entity, project, sweep }: SweepAddress) =>
  queryOptions({
    queryKey: ['sweep', entity, project, sweep],
    queryFn: async ({ signal }): Promise<SweepDocument> =>
      valueOf(await requestJson(sweepSchema, path(entity, project, sweep), { signal })),
    refetchInterval: ASKED_AGAIN_MS,
  });

export const createSweep = (entity: string, project: string, config: string): Promise<Answer<SavedSweep>> =>
  requestJson(savedSweepSchema, path(entity, project), { method: 'POST', body: { config } });

export const changeSweep = ({ entity, project, sweep }: SweepAddress, changes: SweepChanges): Promise<Answer<SavedSweep>> =>
  requestJson(savedSweepSchema, path(entity, project, sweep), { method: 'PATCH', body: changes });
