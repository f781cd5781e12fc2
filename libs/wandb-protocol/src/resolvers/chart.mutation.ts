import { Injectable } from '@nestjs/common';
import { ChartCommands } from '@runstead/run-commands';
import { plainGlobalId } from '../global-ids';
import { Refusal } from '../graphql/refusal';
import type { RequestContext } from '../graphql/request-context';
import type { Resolver, ResolverMap } from '../graphql/resolver';
import { jsonDocument } from './json-document';
import { RunAccess } from './run-access';
import { requireStorable } from './stored-text';

interface CreateCustomChart {
  readonly entity: string;
  readonly name: string;
  readonly displayName: string;
  readonly type: string;
  readonly access: string;
  readonly spec: string;
}

const NAME = /^[^\s/\\:#?%][^/\\:#?%]{0,127}$/;
const MOST_SPEC_CHARACTERS = 1_000_000;

/** `wandb.Api().create_custom_chart` (protocol 11.1). A chart of the same name is replaced. */
@Injectable()
export class ChartMutation {
  constructor(
    private readonly access: RunAccess,
    private readonly charts: ChartCommands,
  ) {}

  readonly resolvers: ResolverMap = {
    Mutation: {
      createCustomChart: ((_, { input }, context) => this.create(input, context)) satisfies Resolver<unknown, { input: CreateCustomChart }>,
    },
  };

  private async create(input: CreateCustomChart, context: RequestContext): Promise<{ chart: { id: string }; clientMutationId: null }> {
    const { entity, name, type, access } = input;
    await this.access.requireEntity('project:create', entity, '', context);
    if (!NAME.test(name)) throw new Refusal(400, 'The name of a chart has 1 to 128 characters and none of / \\ # ? % :');
    if (type !== 'vega2') throw new Refusal(400, `Charts are of type "vega2", not "${type.slice(0, 40)}".`);
    if (access !== 'PRIVATE' && access !== 'PUBLIC') throw new Refusal(400, 'The access of a chart is "PRIVATE" or "PUBLIC".');
    if (input.spec.length > MOST_SPEC_CHARACTERS) throw new Refusal(400, 'The spec of a chart has at most 1,000,000 characters.');
    const spec = jsonDocument(input.spec, 'spec');
    if (!spec) throw new Refusal(400, 'The chart has no spec.');
    const draft = { entity, name: requireStorable(name, 'The name'), displayName: requireStorable(input.displayName, 'displayName') };
    const id = await this.charts.save({ ...draft, kind: type, access, spec }, context.principal.username);
    return { chart: { id: plainGlobalId('CustomChart', id) }, clientMutationId: null };
  }
}
