import { Injectable } from '@nestjs/common';
import { RunCommands } from '@runstead/run-commands';
import type { Run } from '@runstead/run-domain';
import { Refusal } from '../graphql/refusal';
import type { RequestContext } from '../graphql/request-context';
import type { Resolver, ResolverMap } from '../graphql/resolver';
import { RunAccess } from './run-access';

interface Rewind {
  readonly runName: string;
  readonly entityName?: string | null;
  readonly projectName?: string | null;
  readonly metricName: string;
  readonly metricValue: number;
}

const DEFAULT_PROJECT = 'uncategorized';

/** `resume_from="id?_step=N"` (protocol 5.4). The answer's `historyLineCount` is where the client goes on. */
@Injectable()
export class RewindMutation {
  constructor(
    private readonly access: RunAccess,
    private readonly commands: RunCommands,
  ) {}

  readonly resolvers: ResolverMap = {
    Mutation: {
      rewindRun: ((_, { input }, context) => this.rewind(input, context)) satisfies Resolver<unknown, { input: Rewind }>,
    },
  };

  private async rewind(input: Rewind, context: RequestContext): Promise<{ rewoundRun: Run; clientMutationId: null }> {
    if (input.metricName !== '_step') throw new Refusal(400, 'A run is rewound to a value of "_step" only.');
    const step = Math.floor(input.metricValue);
    if (!Number.isSafeInteger(step) || step < 0) throw new Refusal(400, 'A run is rewound to a step that is a number from 0 on.');
    const name = {
      entity: input.entityName || context.principal.username,
      project: input.projectName || DEFAULT_PROJECT,
      name: input.runName,
    };
    const { runId } = await this.access.writable(name, context);
    const { username } = context.principal;
    const caller = context.traceparent === undefined ? { username } : { username, traceparent: context.traceparent };
    const rewoundRun = await this.commands.rewind(runId, step, caller);
    if (!rewoundRun) throw new Refusal(404, `There is no run ${name.entity}/${name.project}/${name.name}.`);
    return { rewoundRun, clientMutationId: null };
  }
}
