import { StreamableFile } from '@nestjs/common';
import { Policy } from '@runstead/accounts';
import { RunDirectory } from '@runstead/run-commands';
import { liveQuerySchema } from '@runstead/ui-contract';
import type { Call } from '../endpoint/call';
import { Credentials } from '../endpoint/credentials';
import { endpoint } from '../endpoint/endpoint';
import { notFound } from '../endpoint/problem';
import { ApiController, Serve } from '../endpoint/serve';
import { LiveHub } from '../live/live-hub';

const live = endpoint({
  method: 'GET',
  path: '/live',
  summary: 'Server-sent events: what changed in a project or a run, as positions',
  access: { action: 'project:read', on: 'project in query' },
  query: liveQuerySchema,
  answer: { mediaType: 'text/event-stream' },
});

@ApiController()
export class LiveController {
  constructor(
    private readonly hub: LiveHub,
    private readonly directory: RunDirectory,
    private readonly credentials: Credentials,
    private readonly policy: Policy,
  ) {}

  @Serve(live)
  async listen({ project, query, request, reply }: Call<typeof live>): Promise<StreamableFile> {
    const run = query.run === undefined ? null : await this.directory.find(project.entity, project.name, query.run);
    if (query.run !== undefined && !run) throw notFound();
    const resource = { kind: 'project', entity: project.entity, project: project.name } as const;
    const stillAllowed = async (): Promise<boolean> => this.policy.may(await this.credentials.of(request), 'project:read', resource);
    void reply.headers({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
    });
    return new StreamableFile(this.hub.connect(project.projectId, run?.runId ?? null, stillAllowed));
  }
}
