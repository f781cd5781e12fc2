import { Injectable } from '@nestjs/common';
import { SqlPool } from '@runstead/postgres';
import type { ArtifactTypeRecord, Collection, Membership, Version } from './artifact';
import { collectionOf, membershipOf, versionOf } from './artifact-rows';

const LATEST = 'latest';

export interface ResolvedName {
  readonly collection: Collection;
  readonly membership: Membership;
}

/** Types, collections, memberships and aliases. */
@Injectable()
export class CollectionReads {
  constructor(private readonly pool: SqlPool) {}

  async types(projectId: string): Promise<ArtifactTypeRecord[]> {
    const rows = await this.pool.db
      .selectFrom('artifact_types')
      .selectAll()
      .where('project_id', '=', projectId)
      .orderBy('type_id')
      .execute();
    return rows.map(typeOf);
  }

  async type(projectId: string, name: string): Promise<ArtifactTypeRecord | null> {
    const row = await this.pool.db
      .selectFrom('artifact_types')
      .selectAll()
      .where('project_id', '=', projectId)
      .where('name', '=', name)
      .executeTakeFirst();
    return row ? typeOf(row) : null;
  }

  /** Deleted ones, too. */
  async collection(collectionId: string): Promise<Collection | null> {
    const row = await this.pool.db
      .selectFrom('artifact_collections')
      .selectAll()
      .where('collection_id', '=', collectionId)
      .executeTakeFirst();
    return row ? collectionOf(row) : null;
  }

  async byName(projectId: string, name: string): Promise<Collection | null> {
    const row = await this.pool.db
      .selectFrom('artifact_collections')
      .selectAll()
      .where('project_id', '=', projectId)
      .where('name', '=', name)
      .where('deleted_at', 'is', null)
      .executeTakeFirst();
    return row ? collectionOf(row) : null;
  }

  /** Newest first, of all types or one, beginning after the id `after`. A sequence without a committed version is not seen. */
  async collections(projectId: string, type: string | null, after: string | null, limit: number): Promise<Collection[]> {
    let query = this.visible(projectId, type).selectAll();
    if (after !== null) query = query.where('collection_id', '<', after);
    const rows = await query.orderBy('collection_id', 'desc').limit(limit).execute();
    return rows.map(collectionOf);
  }

  async collectionCount(projectId: string, type: string | null): Promise<number> {
    const row = await this.visible(projectId, type)
      .select((is) => is.fn.countAll<string>().as('collections'))
      .executeTakeFirstOrThrow();
    return Number(row.collections);
  }

  /** `name`, `name:alias` or `name:v3`. Versions that are not committed are in no collection. */
  async resolve(projectId: string, name: string): Promise<ResolvedName | null> {
    const colon = name.lastIndexOf(':');
    const collection = await this.byName(projectId, colon < 0 ? name : name.slice(0, colon));
    if (!collection) return null;
    const membership = await this.byAlias(collection.collectionId, colon < 0 ? LATEST : name.slice(colon + 1));
    return membership ? { collection, membership } : null;
  }

  async byAlias(collectionId: string, alias: string): Promise<Membership | null> {
    const all = this.pool.db.selectFrom('artifact_memberships').selectAll('artifact_memberships');
    const own = all.where('artifact_memberships.collection_id', '=', collectionId);
    const index = /^v(\d{1,9})$/.exec(alias)?.[1];
    const query =
      index === undefined
        ? own
            .innerJoin('artifact_aliases', (join) =>
              join
                .onRef('artifact_aliases.artifact_id', '=', 'artifact_memberships.artifact_id')
                .onRef('artifact_aliases.collection_id', '=', 'artifact_memberships.collection_id'),
            )
            .where('artifact_aliases.alias', '=', alias)
        : own.where('artifact_memberships.version_index', '=', Number(index));
    const row = await query.executeTakeFirst();
    return row ? membershipOf(row) : null;
  }

  async membership(collectionId: string, artifactId: string): Promise<Membership | null> {
    const row = await this.pool.db
      .selectFrom('artifact_memberships')
      .selectAll()
      .where('collection_id', '=', collectionId)
      .where('artifact_id', '=', artifactId)
      .executeTakeFirst();
    return row ? membershipOf(row) : null;
  }

  /** The own sequence first. */
  async memberships(artifactId: string): Promise<Membership[]> {
    const rows = await this.pool.db
      .selectFrom('artifact_memberships')
      .selectAll()
      .where('artifact_id', '=', artifactId)
      .orderBy('created_at')
      .orderBy('collection_id')
      .execute();
    return rows.map(membershipOf);
  }

  /** Committed versions by index, beginning after the index `after`. */
  async members(
    collectionId: string,
    { descending, after, limit }: { readonly descending: boolean; readonly after: number | null; readonly limit: number },
  ): Promise<{ membership: Membership; version: Version }[]> {
    let query = this.pool.db
      .selectFrom('artifact_memberships')
      .innerJoin('artifact_versions', 'artifact_versions.artifact_id', 'artifact_memberships.artifact_id')
      .selectAll('artifact_versions')
      .select(['artifact_memberships.version_index as member_index', 'artifact_memberships.created_at as member_since'])
      .where('artifact_memberships.collection_id', '=', collectionId)
      .where('artifact_versions.state', '=', 'COMMITTED');
    if (after !== null) query = query.where('artifact_memberships.version_index', descending ? '<' : '>', after);
    const rows = await query
      .orderBy('artifact_memberships.version_index', descending ? 'desc' : 'asc')
      .limit(limit)
      .execute();
    return rows.map((row) => ({
      version: versionOf(row),
      membership: {
        collectionId,
        artifactId: row.artifact_id,
        versionIndex: row.member_index,
        createdAt: row.member_since.getTime(),
      },
    }));
  }

  async memberCount(collectionId: string): Promise<number> {
    const row = await this.pool.db
      .selectFrom('artifact_memberships')
      .select((is) => is.fn.countAll<string>().as('members'))
      .where('collection_id', '=', collectionId)
      .executeTakeFirstOrThrow();
    return Number(row.members);
  }

  /** Of one version in one collection. */
  async aliases(collectionId: string, artifactId: string): Promise<string[]> {
    const rows = await this.aliasQuery().where('collection_id', '=', collectionId).where('artifact_id', '=', artifactId).execute();
    return rows.map(({ alias }) => alias);
  }

  /** Of a version in all collections. */
  async aliasesOf(artifactId: string): Promise<{ collectionId: string; alias: string }[]> {
    const rows = await this.aliasQuery().where('artifact_id', '=', artifactId).execute();
    return rows.map((row) => ({ collectionId: row.collection_id, alias: row.alias }));
  }

  async aliasesIn(collectionId: string): Promise<string[]> {
    const rows = await this.aliasQuery().where('collection_id', '=', collectionId).execute();
    return rows.map(({ alias }) => alias);
  }

  private aliasQuery() {
    return this.pool.db.selectFrom('artifact_aliases').selectAll().orderBy('collection_id').orderBy('alias');
  }

  private visible(projectId: string, type: string | null) {
    const query = this.pool.db
      .selectFrom('artifact_collections')
      .where('project_id', '=', projectId)
      .where('deleted_at', 'is', null)
      .where((is) => is.or([is('kind', '=', 'portfolio'), is('next_index', '>', 0)]));
    return type === null ? query : query.where('type_name', '=', type);
  }
}

function typeOf(row: {
  type_id: string;
  project_id: string;
  name: string;
  description: string | null;
  created_at: Date;
}): ArtifactTypeRecord {
  return {
    typeId: row.type_id,
    projectId: row.project_id,
    name: row.name,
    description: row.description,
    createdAt: row.created_at.getTime(),
  };
}
