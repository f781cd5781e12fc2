import { runArtifactsSchema, type RunArtifacts } from '@runstead/ui-contract';
import { queryOptions } from '@tanstack/react-query';
import { valueOf } from '../../api/answer';
import { requestJson } from '../../api/request';
import { runPath, type RunAddress } from '../../api/runs';

/** Versions that the run used or logged. */
export const runArtifactsQuery = (at: RunAddress) =>
  queryOptions({
    queryKey: ['artifacts', at.entity, at.project, at.run],
    queryFn: async ({ signal }): Promise<RunArtifacts> =>
      valueOf(await requestJson(runArtifactsSchema, runPath(at, 'artifacts'), { signal })),
  });
