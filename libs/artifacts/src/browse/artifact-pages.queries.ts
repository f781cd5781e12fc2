import { Injectable } from '@nestjs/common';
import { SqlPool } from '@runstead/postgres';
import type { ArtifactCollectionPage, ArtifactFilesPage, ArtifactVersionPage, ProjectArtifacts } from '@runstead/ui-contract';
import type { Blob, Collection, Membership, Version } from '../artifact';
import { ArtifactFiles } from '../artifact-files';
import { ArtifactReads } from '../artifact-reads';
import { CollectionReads } from '../collection-reads';
import { RunFactsReads, type MayRead } from './run-facts';

/** More than a page shows. */
const MOST_COLLECTIONS = 10_000;
const MOST_VERSIONS = 1_000;
const MOST_RUNS = 1_000;

/** A version where it was found: in its own sequence, or linked into a portfolio. */
export interface FoundVersion {
  readonly collection: Collection;
  readonly membership: Membership | null;
  readonly version: Version;
}

/** Artifacts for the web application: a project's browser, a collection, a version with its files. */
@Injectable()
export class ArtifactPageQueries {
  constructor(
    private readonly pool: SqlPool,
    private readonly reads: ArtifactReads,
    private readonly collections: CollectionReads,
    private readonly files: ArtifactFiles,
    private readonly facts: RunFactsReads,
  ) {}

  async project(projectId: string): Promise<ProjectArtifacts> {
    const all = await this.collections.collections(projectId, null, null, MOST_COLLECTIONS);
    const counts = await this.pool.db
      .selectFrom('artifact_memberships')
      .innerJoin('artifact_collections', 'artifact_collections.collection_id', 'artifact_memberships.collection_id')
      .select((is) => ['artifact_memberships.collection_id', is.fn.countAll<string>().as('versions')])
      .where('artifact_collections.project_id', '=', projectId)
      .groupBy('artifact_memberships.collection_id')
      .execute();
    const versions = new Map(counts.map((row) => [row.collection_id, Number(row.versions)]));
    const types = new Map<string, ProjectArtifacts['types'][number]['collections']>();
    for (const { collectionId, type, name, kind, description, tags, updatedAt } of all) {
      const list = types.get(type) ?? [];
      list.push({ name, kind, description, tags: [...tags], versions: versions.get(collectionId) ?? 0, updatedAt });
      types.set(type, list);
    }
    return { types: [...types].map(([name, list]) => ({ name, collections: list })) };
  }

  async collection(projectId: string, type: string, name: string, mayRead: MayRead): Promise<ArtifactCollectionPage | null> {
    const found = await this.named(projectId, type, name);
    if (!found) return null;
    const members = await this.collections.members(found.collectionId, { descending: true, after: null, limit: MOST_VERSIONS });
    const runs = await this.facts.runs(
      members.flatMap(({ version }) => version.runId ?? []),
      mayRead,
    );
    const versions = [];
    for (const { version, membership } of members) {
      const aliases = await this.collections.aliases(found.collectionId, version.artifactId);
      const run = version.runId === null ? null : (runs.get(version.runId) ?? null);
      versions.push({ version: `v${membership.versionIndex}`, aliases, run, ...rowOf(version) });
    }
    const { kind, description, tags, createdAt, updatedAt } = found;
    return { type, name, kind, description, tags: [...tags], createdAt, updatedAt, versions };
  }

  /** By `v3`, alias or the beginning of a digest. A deleted version is found by its index or digest. */
  async find(projectId: string, type: string, name: string, wanted: string): Promise<FoundVersion | null> {
    const collection = isStorable(wanted) ? await this.named(projectId, type, name) : null;
    if (!collection) return null;
    const membership = await this.collections.byAlias(collection.collectionId, wanted);
    const version = membership
      ? await this.reads.version(membership.artifactId)
      : await this.byIndexOrDigest(collection.collectionId, wanted);
    if (!version) return null;
    return {
      collection,
      membership: membership ?? (await this.collections.membership(collection.collectionId, version.artifactId)),
      version,
    };
  }

  async version({ collection, membership, version }: FoundVersion, mayRead: MayRead): Promise<ArtifactVersionPage> {
    const edges = await this.reads.runsOf(version.artifactId, 'input', MOST_RUNS);
    const runs = await this.facts.runs([...edges.map(({ runId }) => runId), ...(version.runId === null ? [] : [version.runId])], mayRead);
    const { author, description, ttlSeconds, historyStep } = version;
    return {
      type: collection.type,
      name: collection.name,
      version: `v${membership?.versionIndex ?? version.versionIndex ?? 0}`,
      aliases: await this.collections.aliases(collection.collectionId, version.artifactId),
      run: version.runId === null ? null : (runs.get(version.runId) ?? null),
      ...rowOf(version),
      ...{ author, description, ttlSeconds, historyStep, deleted: version.state === 'DELETED' },
      source: await this.source(collection, version, mayRead),
      usedBy: edges.flatMap(({ runId }) => runs.get(runId) ?? []),
    };
  }

  /** Beginning after the path `after`. */
  async filePage({ version }: FoundVersion, after: string | null, limit: number): Promise<ArtifactFilesPage> {
    const { files, total } = await this.files.page(version, { names: [], after, limit: limit + 1 });
    const shown = files.slice(0, limit).map(({ entry: { path, size, digest, ref } }) => ({ path, size: size ?? 0, digest, ref }));
    return { files: shown, total, next: files.length > limit ? (shown.at(-1)?.path ?? null) : null };
  }

  /** The bytes of a path. Null for a reference, which has none, and for what is not there. */
  async blob({ version }: FoundVersion, path: string): Promise<Blob | null> {
    const { files } = await this.files.page(version, { names: [path], after: null, limit: 1 });
    const [file] = files;
    return file && file.entry.ref === null ? this.reads.blob(file.home, file.entry.digest) : null;
  }

  private async named(projectId: string, type: string, name: string): Promise<Collection | null> {
    const found = isStorable(name) ? await this.collections.byName(projectId, name) : null;
    return found?.type === type ? found : null;
  }

  private async source(collection: Collection, version: Version, mayRead: MayRead): Promise<ArtifactVersionPage['source']> {
    if (collection.kind === 'sequence') return null;
    const own = await this.collections.collection(version.collectionId);
    const project = own && (await this.facts.projects([own.projectId], mayRead)).get(own.projectId);
    return own && project ? { ...project, type: own.type, name: own.name, version: `v${version.versionIndex ?? 0}` } : null;
  }

  private async byIndexOrDigest(collectionId: string, wanted: string): Promise<Version | null> {
    const index = /^v(\d{1,9})$/.exec(wanted)?.[1];
    if (index === undefined && !/^[0-9a-f]{6,32}$/.test(wanted)) return null;
    let query = this.pool.db.selectFrom('artifact_versions').select('artifact_id').where('collection_id', '=', collectionId);
    query = index === undefined ? query.where('digest', 'like', `${wanted}%`) : query.where('version_index', '=', Number(index));
    const row = await query.where('version_index', 'is not', null).orderBy('version_index', 'desc').limit(1).executeTakeFirst();
    return row ? this.reads.version(row.artifact_id) : null;
  }
}

/** Postgres has neither NUL nor half surrogate pairs: such a name cannot have been stored. */
function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0');
}

function rowOf({ tags, createdAt, size, fileCount, digest, metadata }: Version) {
  return { tags: [...tags], createdAt, size, files: fileCount, digest, metadata };
}
