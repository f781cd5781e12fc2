import { Injectable } from '@nestjs/common';
import { CollectionChanges, CollectionReads, type Collection } from '@runstead/artifacts';
import { plainGlobalId } from '../global-ids';
import { Refusal } from '../graphql/refusal';
import type { RequestContext } from '../graphql/request-context';
import type { ResolverMap } from '../graphql/resolver';
import { RunAccess } from '../resolvers/run-access';
import { isStorable, requireStorable } from '../resolvers/stored-text';
import { ArtifactAccess, granted } from './artifact-access';
import { collectionSource, type CollectionSource } from './collection-source';

type Text = string | null | undefined;

interface Words {
  readonly name?: Text;
  readonly description?: Text;
}
interface TagAssignments {
  readonly entityName: string;
  readonly projectName: string;
  readonly artifactCollectionName: string;
  readonly tags: readonly { readonly tagName: string }[];
}
interface Input<T> {
  readonly input: T;
}
interface Answer {
  readonly artifactCollection: CollectionSource;
}

/** What becomes of sequences and portfolios (protocol, artifacts 6). */
@Injectable()
export class CollectionMutations {
  constructor(
    private readonly access: ArtifactAccess,
    private readonly runAccess: RunAccess,
    private readonly changes: CollectionChanges,
    private readonly collections: CollectionReads,
  ) {}

  readonly resolvers: ResolverMap = {
    Mutation: {
      updateArtifactSequence: (_: unknown, { input }: Input<Words & { artifactSequenceID: string }>, context: RequestContext) =>
        this.update(input.artifactSequenceID, 'sequence', input, context),
      updateArtifactPortfolio: (_: unknown, { input }: Input<Words & { artifactPortfolioID: string }>, context: RequestContext) =>
        this.update(input.artifactPortfolioID, 'portfolio', input, context),
      moveArtifactSequence: (
        _: unknown,
        { input }: Input<{ artifactSequenceID: string; destinationArtifactTypeName: string }>,
        context: RequestContext,
      ) => this.move(input, context),
      deleteArtifactSequence: (_: unknown, { input }: Input<{ artifactSequenceID: string }>, context: RequestContext) =>
        this.delete(input.artifactSequenceID, 'sequence', context),
      deleteArtifactPortfolio: (_: unknown, { input }: Input<{ artifactPortfolioID: string }>, context: RequestContext) =>
        this.delete(input.artifactPortfolioID, 'portfolio', context),
      createArtifactCollectionTagAssignments: async (_: unknown, { input }: Input<TagAssignments>, context: RequestContext) => ({
        tags: (await this.tags(input, 'added', context)).map((name) => ({ id: plainGlobalId('Tag', name), name })),
      }),
      deleteArtifactCollectionTagAssignments: async (_: unknown, { input }: Input<TagAssignments>, context: RequestContext) => {
        await this.tags(input, 'removed', context);
        return { success: true };
      },
    },
  };

  private async update(id: string, kind: Collection['kind'], { name, description }: Words, context: RequestContext): Promise<Answer> {
    const collection = await this.writable(id, kind, context);
    const words = {
      name: name || null,
      description: typeof description === 'string' ? requireStorable(description, 'The description') : null,
      type: null,
    };
    return answer(granted(await this.changes.change(collection, words, context.principal.username)));
  }

  private async move(
    { artifactSequenceID, destinationArtifactTypeName: type }: { artifactSequenceID: string; destinationArtifactTypeName: string },
    context: RequestContext,
  ): Promise<Answer> {
    const collection = await this.writable(artifactSequenceID, 'sequence', context);
    return answer(granted(await this.changes.change(collection, { name: null, description: null, type }, context.principal.username)));
  }

  private async delete(id: string, kind: Collection['kind'], context: RequestContext): Promise<Answer> {
    const collection = await this.writable(id, kind, context);
    return answer(granted(await this.changes.delete(collection, context.principal.username)));
  }

  private async tags(input: TagAssignments, how: 'added' | 'removed', context: RequestContext): Promise<readonly string[]> {
    const { entityName, projectName, artifactCollectionName: name } = input;
    await this.runAccess.requireEntity('project:write', entityName, projectName, context);
    const project = await this.runAccess.project(entityName, projectName, context);
    const collection = project && isStorable(name) ? await this.collections.byName(project.projectId, name) : null;
    if (!collection) throw new Refusal(404, `There is no collection "${name}".`);
    const change = { added: [], removed: [], [how]: input.tags.map(({ tagName }) => tagName) };
    return granted(await this.changes.changeTags(collection, change, context.principal.username));
  }

  private async writable(id: string, kind: Collection['kind'], context: RequestContext): Promise<Collection> {
    const collection = await this.access.writableCollection(id, context);
    if (collection.kind !== kind) throw new Refusal(404, `There is no ${kind} with this id.`);
    return collection;
  }
}

function answer(collection: Collection): Answer {
  return { artifactCollection: collectionSource(collection) };
}
