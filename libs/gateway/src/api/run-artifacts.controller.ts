import { RunArtifactQueries } from '@runstead/artifacts';
import { type RunArtifacts, runArtifactsSchema } from '@runstead/ui-contract';
import type { Call } from '../endpoint/call';
import { endpoint } from '../endpoint/endpoint';
import { ApiController, Serve } from '../endpoint/serve';

const listArtifacts = endpoint({
  method: 'GET',
  path: '/runs/:entity/:project/:run/artifacts',
  summary: 'Versions of artifacts that the run used and logged',
  access: { action: 'project:read', on: 'run' },
  answer: runArtifactsSchema,
});

@ApiController()
export class RunArtifactsController {
  constructor(private readonly artifacts: RunArtifactQueries) {}

  @Serve(listArtifacts)
  async list({ run }: Call<typeof listArtifacts>): Promise<RunArtifacts> {
    return this.artifacts.list(run.runId);
  }
}
