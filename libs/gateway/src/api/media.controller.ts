import { MediaQueries } from '@runstead/run-queries';
import {
  type MediaAtStep,
  type MediaSteps,
  mediaAtStepSchema,
  mediaQuerySchema,
  mediaStepsQuerySchema,
  mediaStepsSchema,
} from '@runstead/ui-contract';
import type { Call } from '../endpoint/call';
import { endpoint } from '../endpoint/endpoint';
import { ApiController, Serve } from '../endpoint/serve';

const access = { action: 'project:read', on: 'run' } as const;
const readSteps = endpoint({
  method: 'GET',
  path: '/runs/:entity/:project/:run/media/steps',
  summary: 'Steps at which the run logged media under a key',
  access,
  query: mediaStepsQuerySchema,
  answer: mediaStepsSchema,
});
const readMedia = endpoint({
  method: 'GET',
  path: '/runs/:entity/:project/:run/media',
  summary: 'What the run logged under a key at exactly one step',
  access,
  query: mediaQuerySchema,
  answer: mediaAtStepSchema,
});

@ApiController()
export class MediaController {
  constructor(private readonly media: MediaQueries) {}

  @Serve(readSteps)
  async steps({ run, query }: Call<typeof readSteps>): Promise<MediaSteps> {
    return this.media.steps(run.projectId, run.runId, query.key);
  }

  @Serve(readMedia)
  async at({ run, query }: Call<typeof readMedia>): Promise<MediaAtStep> {
    return this.media.at(run.projectId, run.runId, query.key, query.step);
  }
}
