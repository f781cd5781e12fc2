import { Policy } from '@runstead/accounts';
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
  constructor(
    private readonly artifacts: RunArtifactQueries,
    private readonly policy: Policy,
  ) {}

  @Serve(listArtifacts)
  async list({ run, principal }: Call<typeof listArtifacts>): Promise<RunArtifacts> {
    return this.artifacts.list(run.runId, (entity, project) =>
      this.policy.may(principal, 'project:read', { kind: 'project', entity, project }),
    );
  }
}
