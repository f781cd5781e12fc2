import { mediaAtStepSchema, mediaStepsSchema, type MediaAtStep, type MediaSteps } from '@runstead/ui-contract';
import { queryOptions } from '@tanstack/react-query';
import { valueOf } from '../../api/answer';
import { queryText, requestJson } from '../../api/request';
import { runPath, type RunAddress } from '../../api/runs';

export const mediaStepsQuery = (at: RunAddress, key: string) =>
  queryOptions({
    queryKey: ['media-steps', at.entity, at.project, at.run, key],
    queryFn: async ({ signal }): Promise<MediaSteps> =>
      valueOf(await requestJson(mediaStepsSchema, `${runPath(at, 'media', 'steps')}${queryText({ key })}`, { signal })),
  });

/** What was logged at exactly `step`. It rarely changes afterwards, so a step that was looked at is kept. */
export const mediaAtQuery = (at: RunAddress, key: string, step: number) =>
  queryOptions({
    queryKey: ['media', at.entity, at.project, at.run, key, step],
    queryFn: async ({ signal }): Promise<MediaAtStep> =>
      valueOf(await requestJson(mediaAtStepSchema, `${runPath(at, 'media')}${queryText({ key, step })}`, { signal })),
    staleTime: 60_000,
  });
