import { Injectable } from '@nestjs/common';
import { ArtifactChanges, ArtifactReads, CollectionChanges, CollectionReads, type Version, type VersionChanges } from '@runstead/artifacts';
import { ProjectCommands } from '@runstead/run-commands';
import { Refusal } from '../graphql/refusal';
import type { RequestContext } from '../graphql/request-context';
import type { ResolverMap } from '../graphql/resolver';
import { jsonDocument } from '../resolvers/json-document';
import { projectNameRefusal } from '../resolvers/protocol-names';
import { RunAccess } from '../resolvers/run-access';
import { isStorable, requireStorable } from '../resolvers/stored-text';
import { aliasNames, type AliasInput } from './alias-input';
import { ArtifactAccess, granted } from './artifact-access';

type Text = string | null | undefined;

interface UpdateArtifact {
  readonly artifactID: string;
  readonly description?: Text;
  readonly metadata?: Text;
  readonly aliases?: readonly AliasInput[] | null;
  readonly tagsToAdd?: readonly { readonly tagName: string }[] | null;
  readonly tagsToDelete?: readonly { readonly tagName: string }[] | null;
  readonly ttlDurationSeconds?: number | null;
}
interface ChangeAliases {
  readonly artifactID: string;
  readonly aliases: readonly {
    readonly entityName: string;
    readonly projectName: string;
    readonly artifactCollectionName: string;
    readonly alias: string;
  }[];
}
interface LinkArtifact {
  readonly artifactID?: Text;
  readonly clientID?: Text;
  readonly artifactPortfolioID?: Text;
  readonly artifactPortfolioName?: Text;
  readonly entityName?: Text;
  readonly projectName?: Text;
  readonly aliases?: readonly AliasInput[] | null;
}
interface Input<T> {
  readonly input: T;
}

/** What becomes of a version after its commit (protocol, artifacts 6). */
@Injectable()
export class ArtifactChangeMutations {
  constructor(
    private readonly access: ArtifactAccess,
    private readonly runAccess: RunAccess,
    private readonly projects: ProjectCommands,
    private readonly changes: ArtifactChanges,
    private readonly links: CollectionChanges,
    private readonly reads: ArtifactReads,
    private readonly collections: CollectionReads,
  ) {}

  readonly resolvers: ResolverMap = {
    Mutation: {
      updateArtifact: (_: unknown, { input }: Input<UpdateArtifact>, context: RequestContext) => this.update(input, context),
      deleteArtifact: (_: unknown, { input }: Input<{ artifactID: string; deleteAliases?: boolean | null }>, context: RequestContext) =>
        this.delete(input.artifactID, input.deleteAliases === true, context),
      addAliases: (_: unknown, { input }: Input<ChangeAliases>, context: RequestContext) => this.aliases(input, 'added', context),
      deleteAliases: (_: unknown, { input }: Input<ChangeAliases>, context: RequestContext) => this.aliases(input, 'removed', context),
      linkArtifact: (_: unknown, { input }: Input<LinkArtifact>, context: RequestContext) => this.link(input, context),
      unlinkArtifact: (_: unknown, { input }: Input<{ artifactID: string; artifactPortfolioID: string }>, context: RequestContext) =>
        this.unlink(input, context),
    },
  };

  private async update(input: UpdateArtifact, context: RequestContext): Promise<{ artifact: Version }> {
    const version = await this.access.writable(input.artifactID, context);
    const { description, metadata, ttlDurationSeconds: ttlSeconds } = input;
    if (typeof metadata === 'string') jsonDocument(metadata, 'metadata');
    const changes: VersionChanges = {
      ...(typeof description === 'string' ? { description: requireStorable(description, 'The description') } : {}),
      ...(typeof metadata === 'string' ? { metadata: requireStorable(metadata, 'The metadata') } : {}),
      ...(typeof ttlSeconds === 'number' ? { ttlSeconds } : {}),
      ...(input.aliases ? { aliases: aliasNames(input.aliases) } : {}),
      tagsToAdd: (input.tagsToAdd ?? []).map(({ tagName }) => tagName),
      tagsToDelete: (input.tagsToDelete ?? []).map(({ tagName }) => tagName),
    };
    return { artifact: granted(await this.changes.change(version, changes, context.principal.username)) };
  }

  private async delete(artifactID: string, withAliases: boolean, context: RequestContext): Promise<{ artifact: Version }> {
    const version = await this.access.writable(artifactID, context);
    return { artifact: granted(await this.changes.delete(version, withAliases, context.principal.username)) };
  }

  /** Aliases belong to a collection: writing to its project is what is needed. */
  private async aliases({ artifactID, aliases }: ChangeAliases, how: 'added' | 'removed', context: RequestContext) {
    const version = await this.access.readable(artifactID, context);
    if (!version) throw new Refusal(404, 'There is no artifact with this id.');
    for (const { entityName, projectName, artifactCollectionName: name, alias } of aliases) {
      await this.runAccess.requireEntity('project:write', entityName, projectName, context);
      const project = await this.runAccess.project(entityName, projectName, context);
      const collection = project && isStorable(name) ? await this.collections.byName(project.projectId, name) : null;
      if (!collection) throw new Refusal(404, `There is no collection "${name}".`);
      const change = { added: [], removed: [], [how]: [requireStorable(alias, 'The alias')] };
      granted(await this.changes.changeAliases(version, collection, change, context.principal.username));
    }
    return { success: true };
  }

  private async link(input: LinkArtifact, context: RequestContext) {
    const version = await this.linked(input, context);
    const target = await this.target(input, context);
    const request = { ...target, aliases: aliasNames(input.aliases) };
    const { membership } = granted(await this.links.link(version, request, context.principal.username));
    return { versionIndex: membership.versionIndex, artifactMembership: membership };
  }

  private async linked({ artifactID, clientID }: LinkArtifact, context: RequestContext): Promise<Version> {
    const byId = artifactID ? await this.access.readable(artifactID, context) : null;
    const byClient = byId === null && clientID && isStorable(clientID) ? await this.reads.byClient(clientID) : null;
    const version = byId ?? byClient;
    if (!version || !(await this.access.mayRead(version.projectId, context))) throw new Refusal(404, 'There is no such artifact.');
    return version;
  }

  /** The portfolio's project is made when it is not there. */
  private async target(input: LinkArtifact, context: RequestContext): Promise<{ projectId: string; name: string }> {
    if (input.artifactPortfolioID) return this.access.writableCollection(input.artifactPortfolioID, context);
    const entity = input.entityName || context.principal.username;
    const project = input.projectName || 'model-registry';
    const refusal = projectNameRefusal(project);
    if (refusal) throw new Refusal(400, refusal);
    await this.runAccess.requireEntity('project:write', entity, project, context);
    const { projectId } = await this.projects.create({ entity, name: project, description: null }, context.principal.username);
    return { projectId, name: input.artifactPortfolioName ?? '' };
  }

  private async unlink({ artifactID, artifactPortfolioID }: { artifactID: string; artifactPortfolioID: string }, context: RequestContext) {
    const portfolio = await this.access.writableCollection(artifactPortfolioID, context);
    const version = await this.access.readable(artifactID, context);
    if (!version) throw new Refusal(404, 'There is no artifact with this id.');
    granted(await this.links.unlink(version, portfolio, context.principal.username));
    return { success: true };
  }
}
