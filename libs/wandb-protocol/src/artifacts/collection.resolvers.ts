import { Injectable } from '@nestjs/common';
import { ArtifactReads, CollectionReads, type ArtifactTypeRecord, type Collection } from '@runstead/artifacts';
import type { ProjectRef } from '@runstead/run-commands';
import { plainGlobalId } from '../global-ids';
import { Refusal } from '../graphql/refusal';
import type { RequestContext } from '../graphql/request-context';
import type { Resolver, ResolverMap } from '../graphql/resolver';
import { connection, decodeCursor, encodeCursor, pageSize } from '../resolvers/page';
import { isStorable } from '../resolvers/stored-text';
import { ArtifactAccess } from './artifact-access';
import { collectionId } from './artifact-source-ids';
import { parseCollectionFilter, parseCollectionOrder } from './collection-filter';
import { collectionSource, type AliasSource, type CollectionSource } from './collection-source';
import { offsetPage, rowIdIn, type Page } from './version-page';

/** What a filter or an order looks at. */
const MOST_COLLECTIONS = 10_000;

interface Named {
  readonly name: string;
}
interface Filtered extends Page {
  readonly filters?: string | null;
  readonly order?: string | null;
}

/** Types, collections and their lists (protocol, artifacts 4, 5). */
@Injectable()
export class CollectionResolvers {
  constructor(
    private readonly access: ArtifactAccess,
    private readonly reads: ArtifactReads,
    private readonly collections: CollectionReads,
  ) {}

  private readonly fields: Readonly<Record<string, Resolver<never, never>>> = {
    id: (collection: CollectionSource) => collectionId(collection.collectionId),
    state: ({ deleted }: CollectionSource) => (deleted ? 'DELETED' : 'READY'),
    project: ({ projectId }: CollectionSource, _: unknown, context: RequestContext) => this.access.project(projectId, context),
    defaultArtifactType: ({ projectId, type }: CollectionSource) => this.collections.type(projectId, type),
    tags: ({ tags }: CollectionSource) => ({ edges: tags.map((name) => ({ node: { id: plainGlobalId('Tag', name), name } })) }),
    aliases: async (collection: CollectionSource, page: Page) =>
      offsetPage(await this.collections.aliasesIn(collection.collectionId), page, (alias): AliasSource => ({
        collectionId: collection.collectionId,
        alias,
      })),
    artifacts: (collection: CollectionSource, page: Filtered) => this.versions(collection, page),
    artifactMembership: (collection: CollectionSource, { aliasName }: { aliasName: string }) =>
      isStorable(aliasName) ? this.collections.byAlias(collection.collectionId, aliasName) : null,
  };

  readonly resolvers: ResolverMap = {
    Query: {
      artifactCollection: async (_: unknown, { id }: { id: string }, context: RequestContext) =>
        sourceOf(await this.access.readableCollection(id, context)),
    },
    Entity: { xxhashDigestsEnabled: () => false },
    Project: {
      artifact: ({ projectId }: ProjectRef, { name }: Named) => this.artifact(projectId, name, null),
      artifactType: ({ projectId }: ProjectRef, { name }: Named) => (isStorable(name) ? this.collections.type(projectId, name) : null),
      artifactTypes: async ({ projectId }: ProjectRef, page: Page) =>
        offsetPage(await this.collections.types(projectId), page, (type) => type),
      artifactCollection: ({ projectId }: ProjectRef, { name }: Named) => this.named(projectId, name, null),
      artifactCollections: ({ projectId }: ProjectRef, page: Filtered) => this.list(projectId, null, page),
      artifactCollectionMembership: async ({ projectId }: ProjectRef, { name }: Named) =>
        isStorable(name) ? ((await this.collections.resolve(projectId, name))?.membership ?? null) : null,
    },
    ArtifactType: {
      id: ({ typeId }: ArtifactTypeRecord) => plainGlobalId('ArtifactType', typeId),
      artifact: ({ projectId, name: type }: ArtifactTypeRecord, { name }: Named) => this.artifact(projectId, name, type),
      artifactCollection: ({ projectId, name: type }: ArtifactTypeRecord, { name }: Named) => this.named(projectId, name, type),
      artifactCollections: ({ projectId, name }: ArtifactTypeRecord, page: Filtered) => this.list(projectId, name, page),
    },
    ArtifactSequence: {
      ...this.fields,
      latestArtifact: async (collection: CollectionSource) => {
        const [newest] = await this.collections.members(collection.collectionId, { descending: true, after: null, limit: 1 });
        return newest?.version ?? null;
      },
      digestAlgorithm: () => 'MANIFEST_MD5',
    },
    ArtifactPortfolio: this.fields,
  };

  private async artifact(projectId: string, name: string, type: string | null) {
    const found = isStorable(name) ? await this.collections.resolve(projectId, name) : null;
    if (!found || (type !== null && found.collection.type !== type)) return null;
    return this.reads.version(found.membership.artifactId);
  }

  private async named(projectId: string, name: string, type: string | null): Promise<CollectionSource | null> {
    const found = isStorable(name) ? await this.collections.byName(projectId, name) : null;
    return found && (type === null || found.type === type) ? sourceOf(found) : null;
  }

  private async list(projectId: string, type: string | null, { first, after, filters, order }: Filtered) {
    const matches = parseCollectionFilter(filters);
    const ordered = parseCollectionOrder(order);
    if (filters || ordered) {
      const all = (await this.collections.collections(projectId, type, null, MOST_COLLECTIONS)).filter(matches);
      return offsetPage(ordered ? all.sort(ordered) : all, { first: first ?? null, after: after ?? null }, collectionSource);
    }
    const size = pageSize(first);
    const rows = await this.collections.collections(projectId, type, rowIdIn(after), size + 1);
    const page = connection(rows, size, (row) => encodeCursor([row.collectionId]), collectionSource);
    return { ...page, totalCount: await this.collections.collectionCount(projectId, type) };
  }

  private async versions(collection: Collection, { first, after, filters, order }: Filtered) {
    if (filters && !/^\s*(\{\s*("state"\s*:\s*"COMMITTED"\s*)?\}|null)\s*$/.test(filters))
      throw new Refusal(400, 'This server does not filter versions of artifacts yet.');
    const size = pageSize(first);
    const [index] = decodeCursor(after) ?? [];
    const position = { descending: isDescending(order), after: typeof index === 'number' ? index : null, limit: size + 1 };
    const rows = await this.collections.members(collection.collectionId, position);
    const page = connection(
      rows,
      size,
      ({ membership }) => encodeCursor([membership.versionIndex]),
      ({ version }) => version,
    );
    const edges = page.edges.map((edge, at) => ({ ...edge, version: `v${rows[at]!.membership.versionIndex}` }));
    return { ...page, edges, totalCount: await this.collections.memberCount(collection.collectionId) };
  }
}

function sourceOf(collection: Collection | null): CollectionSource | null {
  return collection ? collectionSource(collection) : null;
}

/** Versions are made in the order of their indices. */
function isDescending(order: string | null | undefined): boolean {
  if (!order) return true;
  if (!/^[+-]?(version_index|versionIndex|created_at|createdAt)$/.test(order.trim()))
    throw new Refusal(400, `This server does not order versions by "${order.slice(0, 100)}".`);
  return order.trim().startsWith('-');
}
