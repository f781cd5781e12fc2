import { Injectable } from '@nestjs/common';
import {
  ArtifactFiles,
  ArtifactReads,
  CollectionReads,
  artifactGlobalId,
  type Collection,
  type Membership,
  type Version,
} from '@runstead/artifacts';
import type { Run } from '@runstead/run-domain';
import { plainGlobalId } from '../global-ids';
import type { RequestContext } from '../graphql/request-context';
import type { ResolverMap } from '../graphql/resolver';
import type { FileRecord } from '../resolvers/catalog-reads';
import { connection, decodeCursor, encodeCursor } from '../resolvers/page';
import { RunAccess } from '../resolvers/run-access';
import { isStorable } from '../resolvers/stored-text';
import { ArtifactAccess } from './artifact-access';
import { entryFile, manifestFile } from './artifact-file-source';
import { manifestId } from './artifact-source-ids';
import { ArtifactUrls } from './artifact-urls';
import { collectionSource, type AliasSource, type CollectionSource } from './collection-source';
import { offsetPage, versionPage, type Page } from './version-page';

const MAX_FILES = 5_000;
const MAX_RUNS = 1_000;

interface FilesPage extends Page {
  readonly names?: readonly string[] | null;
}

/** A version and what hangs on it (protocol, artifacts 4). */
@Injectable()
export class ArtifactResolvers {
  constructor(
    private readonly access: ArtifactAccess,
    private readonly reads: ArtifactReads,
    private readonly collections: CollectionReads,
    private readonly files: ArtifactFiles,
    private readonly urls: ArtifactUrls,
    private readonly runs: RunAccess,
  ) {}

  readonly resolvers: ResolverMap = {
    Query: {
      artifact: (_: unknown, { id }: { id: string }, context: RequestContext) => this.access.readable(id, context),
      clientIDMapping: async (_: unknown, { clientID }: { clientID: string }, context: RequestContext) => {
        const version = isStorable(clientID) ? await this.reads.byClient(clientID) : null;
        if (!version || !(await this.access.mayRead(version.projectId, context))) return null;
        return { serverID: artifactGlobalId(version.artifactId) };
      },
    },
    Run: {
      inputArtifacts: (run: Run, page: Page) => this.ofRun(run, 'input', page),
      outputArtifacts: (run: Run, page: Page) => this.ofRun(run, 'output', page),
    },
    Artifact: {
      id: ({ artifactId }: Version) => artifactGlobalId(artifactId),
      artifactSequence: ({ collectionId }: Version, _: unknown, context: RequestContext) => this.collection(collectionId, context),
      artifactType: (version: Version, _: unknown, context: RequestContext) => this.type(version, context),
      digestAlgorithm: () => 'MANIFEST_MD5',
      ttlDurationSeconds: ({ ttlSeconds }: Version) => ttlSeconds,
      ttlIsInherited: ({ ttlSeconds }: Version) => ttlSeconds === -1,
      tags: ({ tags }: Version) => tags.map((name) => ({ id: plainGlobalId('Tag', name), name })),
      aliases: async ({ artifactId }: Version): Promise<AliasSource[]> => this.collections.aliasesOf(artifactId),
      artifactMemberships: async ({ artifactId }: Version, page: Page) =>
        offsetPage(await this.collections.memberships(artifactId), page, (membership) => membership),
      createdBy: (version: Version) => this.createdBy(version),
      usedBy: ({ artifactId }: Version, _: unknown, context: RequestContext) => this.usedBy(artifactId, context),
      currentManifest: (version: Version) => (version.manifest && version.state === 'COMMITTED' ? { version } : null),
      files: (version: Version, page: FilesPage, context: RequestContext) => this.filePage(version, page, context),
      filesByManifestEntries: (version: Version, { entries }: { entries?: readonly { name: string }[] | null }, context: RequestContext) =>
        this.filePage(version, { names: (entries ?? []).map(({ name }) => name), first: MAX_FILES }, context),
    },
    ArtifactManifest: {
      id: (source: ManifestSource) => manifestId('version' in source ? source.version.artifactId : source.manifestId),
      file: (source: ManifestSource, _: unknown, { origin }: RequestContext): FileRecord =>
        'version' in source ? manifestFile(source.version, this.urls, origin) : source.file,
    },
    ArtifactCollectionMembership: {
      id: ({ collectionId, artifactId }: Membership) => plainGlobalId('ArtifactMembership', `${collectionId}-${artifactId}`),
      aliases: async ({ collectionId, artifactId }: Membership): Promise<AliasSource[]> =>
        (await this.collections.aliases(collectionId, artifactId)).map((alias) => ({ collectionId, alias })),
      artifactCollection: ({ collectionId }: Membership, _: unknown, context: RequestContext) => this.collection(collectionId, context),
      artifact: ({ artifactId }: Membership) => this.reads.version(artifactId),
      files: async ({ artifactId }: Membership, page: FilesPage, context: RequestContext) => {
        const version = await this.reads.version(artifactId);
        return version ? this.filePage(version, page, context) : null;
      },
    },
    ArtifactAlias: {
      id: ({ collectionId, alias }: AliasSource) => plainGlobalId('ArtifactAlias', `${collectionId}-${alias}`),
      artifactCollection: ({ collectionId }: AliasSource, _: unknown, context: RequestContext) => this.collection(collectionId, context),
    },
    File: {
      storagePath: (file: FileRecord) => file.elsewhere?.storagePath ?? null,
      artifact: ({ elsewhere }: FileRecord, _: unknown, context: RequestContext) =>
        elsewhere ? this.access.readable(elsewhere.artifactId, context) : null,
      uploadMultipartUrls: () => null,
    },
  };

  private async collection(collectionId: string, context: RequestContext): Promise<CollectionSource | null> {
    const found = await this.loaded(collectionId, context);
    return found ? collectionSource(found) : null;
  }

  private loaded(collectionId: string, context: RequestContext): Promise<Collection | null> {
    return context.once(`collection ${collectionId}`, () => this.collections.collection(collectionId));
  }

  private async type({ collectionId, projectId }: Version, context: RequestContext) {
    const collection = await this.loaded(collectionId, context);
    return collection ? this.collections.type(projectId, collection.type) : null;
  }

  private async createdBy(version: Version) {
    const run = version.runId === null ? null : await this.runs.byRunId(version.runId);
    if (run && run.deletedAt === null) return { ...run, __typename: 'Run' };
    return version.runId === null ? { username: version.author, __typename: 'User' } : null;
  }

  private async usedBy(artifactId: string, context: RequestContext) {
    const edges = await this.reads.runsOf(artifactId, 'input', MAX_RUNS);
    const runs: Run[] = [];
    for (const { runId } of edges) {
      const run = await this.runs.byRunId(runId);
      if (run && run.deletedAt === null && (await this.access.mayRead(run.projectId, context))) runs.push(run);
    }
    return {
      edges: runs.map((run) => ({ node: run, cursor: run.runId })),
      pageInfo: { endCursor: null, hasNextPage: false },
    };
  }

  private async ofRun({ runId }: Run, direction: 'input' | 'output', page: Page) {
    const totalCount = await this.reads.countOfRun(runId, direction);
    return { totalCount, ...(await versionPage(page, (after, limit) => this.reads.ofRun(runId, direction, after, limit))) };
  }

  private async filePage(version: Version, { names, first, after }: FilesPage, context: RequestContext) {
    const size = Math.min(Math.max(first ?? 50, 0), MAX_FILES);
    const [last] = decodeCursor(after) ?? [];
    const wanted = { names: names ?? [], after: typeof last === 'string' ? last : null, limit: size + 1 };
    const { files, total } = await this.files.page(version, wanted);
    const found = connection(
      files,
      size,
      ({ entry }) => encodeCursor([entry.path]),
      (file) => entryFile(file, this.urls, context.origin),
    );
    return { ...found, totalCount: total, uploadHeaders: [] };
  }
}

/** Of a committed version, or one that is being written. */
export type ManifestSource = { readonly version: Version } | { readonly manifestId: string; readonly file: FileRecord };
