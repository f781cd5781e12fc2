import { Injectable } from '@nestjs/common';
import { Ids } from '@runstead/run-domain';
import type { Collection, Membership, Version } from './artifact';
import { ArtifactJournal, type ArtifactFact } from './artifact-journal';
import { aliasesRefusal, collectionNameRefusal, tagsRefusal, typeNameRefusal } from './artifact-names';
import { done, refuse, type ArtifactOutcome } from './artifact-outcome';
import { CollectionReads } from './collection-reads';

const LATEST = 'latest';

/** Links, and what may be changed of collections (protocol, artifacts 6). */
@Injectable()
export class CollectionChanges {
  constructor(
    private readonly journal: ArtifactJournal,
    private readonly collections: CollectionReads,
    private readonly ids: Ids,
  ) {}

  /** Puts a committed version into a portfolio of the project, which is made when there is none. Twice is once, with the new aliases. */
  async link(
    version: Version,
    target: { readonly projectId: string; readonly name: string; readonly aliases: readonly string[] },
    actor: string,
  ): Promise<ArtifactOutcome<{ collection: Collection; membership: Membership }>> {
    const { projectId, name, aliases } = target;
    const form = collectionNameRefusal(name) ?? aliasesRefusal(aliases);
    if (form) return refuse('invalid', form);
    return this.journal.decide(`${projectId}/${name}`, async () => {
      const source = await this.collections.collection(version.collectionId);
      const before = await this.collections.byName(projectId, name);
      if (!source || version.state !== 'COMMITTED') return refuse('missing', 'There is no such artifact.');
      if (before?.kind === 'sequence')
        return refuse('conflict', `"${name}" is a sequence of versions: artifacts cannot be linked into it.`);
      if (before && before.type !== source.type)
        return refuse(
          'conflict',
          `Collection "${name}" already exists with type "${before.type}"; the artifact has type "${source.type}".`,
        );
      const collectionId = before?.collectionId ?? this.ids.rowId();
      const member = before ? await this.collections.membership(collectionId, version.artifactId) : null;
      const facts: ArtifactFact[] = before ? [] : await this.portfolioFacts(projectId, collectionId, name, source.type);
      const versionIndex = member?.versionIndex ?? before?.nextIndex ?? 0;
      const wanted = [...new Set(member ? aliases : [LATEST, ...aliases])];
      facts.push({ type: 'ArtifactLinked', data: { collectionId, artifactId: version.artifactId, versionIndex, aliases: wanted } });
      await this.journal.record(projectId, facts, actor);
      const collection = await this.collections.collection(collectionId);
      const membership = await this.collections.membership(collectionId, version.artifactId);
      if (!collection || !membership) throw new Error('A link has no row');
      return done({ collection, membership });
    });
  }

  async unlink(version: Version, portfolio: Collection, actor: string): Promise<ArtifactOutcome<null>> {
    if (portfolio.kind !== 'portfolio') return refuse('conflict', `"${portfolio.name}" holds its own versions, not links.`);
    return this.decide(portfolio, async ({ collectionId, projectId }) => {
      await this.journal.record(projectId, [{ type: 'ArtifactUnlinked', data: { collectionId, artifactId: version.artifactId } }], actor);
      return done(null);
    });
  }

  /** What is null stays. */
  async change(
    collection: Collection,
    { name, description, type }: { readonly name: string | null; readonly description: string | null; readonly type: string | null },
    actor: string,
  ): Promise<ArtifactOutcome<Collection>> {
    const form = (name === null ? null : collectionNameRefusal(name)) ?? (type === null ? null : typeNameRefusal(type));
    if (form) return refuse('invalid', form);
    return this.journal.decide(`${collection.projectId}/${name ?? collection.name}`, async () => {
      const namesake = name === null ? null : await this.collections.byName(collection.projectId, name);
      if (namesake && namesake.collectionId !== collection.collectionId)
        return refuse('conflict', `There is another collection named "${name}".`);
      const facts = type === null ? [] : await this.typeFacts(collection.projectId, type);
      const changes = {
        ...(name === null ? {} : { name }),
        ...(description === null ? {} : { description }),
        ...(type === null ? {} : { type }),
      };
      facts.push({ type: 'ArtifactCollectionChanged', data: { collectionId: collection.collectionId, changes } });
      await this.journal.record(collection.projectId, facts, actor);
      return done((await this.collections.collection(collection.collectionId)) ?? collection);
    });
  }

  async changeTags(
    collection: Collection,
    { added, removed }: { readonly added: readonly string[]; readonly removed: readonly string[] },
    actor: string,
  ): Promise<ArtifactOutcome<readonly string[]>> {
    const form = tagsRefusal(added);
    if (form) return refuse('invalid', form);
    return this.decide(collection, async (now) => {
      const tags = [...new Set([...now.tags, ...added])].filter((tag) => !removed.includes(tag));
      const data = { collectionId: now.collectionId, changes: { tags } };
      await this.journal.record(now.projectId, [{ type: 'ArtifactCollectionChanged', data }], actor);
      return done(tags);
    });
  }

  async delete(collection: Collection, actor: string): Promise<ArtifactOutcome<Collection>> {
    return this.decide(collection, async ({ collectionId, projectId }) => {
      await this.journal.record(projectId, [{ type: 'ArtifactCollectionDeleted', data: { collectionId } }], actor);
      return done({ ...collection, deleted: true });
    });
  }

  private async decide<T>(collection: Collection, work: (now: Collection) => Promise<ArtifactOutcome<T>>): Promise<ArtifactOutcome<T>> {
    return this.journal.decide(`sequence:${collection.collectionId}`, async () => {
      const now = await this.collections.collection(collection.collectionId);
      return !now || now.deleted ? refuse('missing', 'There is no such collection any more.') : work(now);
    });
  }

  private async portfolioFacts(projectId: string, collectionId: string, name: string, type: string): Promise<ArtifactFact[]> {
    const data = { collectionId, projectId, name, kind: 'portfolio' as const, type, clientId: null };
    return [...(await this.typeFacts(projectId, type)), { type: 'ArtifactCollectionCreated', data }];
  }

  private async typeFacts(projectId: string, name: string): Promise<ArtifactFact[]> {
    if (await this.collections.type(projectId, name)) return [];
    return [{ type: 'ArtifactTypeCreated', data: { typeId: this.ids.rowId(), projectId, name, description: null } }];
  }
}
