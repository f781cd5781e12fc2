import { Injectable } from '@nestjs/common';
import type { ArtifactChanges as Changes } from '@runstead/run-domain';
import type { Collection, Version } from './artifact';
import { ArtifactJournal, type ArtifactFact } from './artifact-journal';
import { aliasesRefusal, tagsRefusal } from './artifact-names';
import { done, refuse, type ArtifactOutcome } from './artifact-outcome';
import { ArtifactReads } from './artifact-reads';
import { CollectionReads } from './collection-reads';

const PAGE = 100;

/** Fields that are absent stay as they are. */
export interface VersionChanges {
  readonly description?: string;
  /** JSON text of an object; replaces. */
  readonly metadata?: string;
  readonly ttlSeconds?: number;
  readonly tagsToAdd?: readonly string[];
  readonly tagsToDelete?: readonly string[];
  /** All aliases in the own sequence. */
  readonly aliases?: readonly string[];
}

/** What may be changed of a committed version: its words, aliases and edges, and that it is there at all (protocol, artifacts 6). */
@Injectable()
export class ArtifactChanges {
  constructor(
    private readonly journal: ArtifactJournal,
    private readonly reads: ArtifactReads,
    private readonly collections: CollectionReads,
  ) {}

  async change(version: Version, changes: VersionChanges, actor: string): Promise<ArtifactOutcome<Version>> {
    const refusal = tagsRefusal(changes.tagsToAdd ?? []) ?? aliasesRefusal(changes.aliases ?? []);
    if (refusal) return refuse('invalid', refusal);
    return this.decide(version, async (now) => {
      const facts: ArtifactFact[] = [];
      const fields = fieldChanges(now, changes);
      if (Object.keys(fields).length > 0) facts.push({ type: 'ArtifactChanged', data: { artifactId: now.artifactId, changes: fields } });
      if (changes.aliases) {
        const before = await this.collections.aliases(now.collectionId, now.artifactId);
        const added = changes.aliases.filter((alias) => !before.includes(alias));
        const removed = before.filter((alias) => !changes.aliases!.includes(alias));
        if (added.length + removed.length > 0) facts.push(aliasFact(now.collectionId, now.artifactId, added, removed));
      }
      await this.journal.record(now.projectId, facts, actor);
      return done((await this.reads.version(now.artifactId)) ?? now);
    });
  }

  /** In one collection that the version is in: its own or one that it was linked into. */
  async changeAliases(
    version: Version,
    collection: Collection,
    { added, removed }: { readonly added: readonly string[]; readonly removed: readonly string[] },
    actor: string,
  ): Promise<ArtifactOutcome<null>> {
    const refusal = aliasesRefusal(added);
    if (refusal) return refuse('invalid', refusal);
    return this.decide(version, async ({ artifactId }) => {
      if (!(await this.collections.membership(collection.collectionId, artifactId)))
        return refuse('missing', `The artifact is not in the collection "${collection.name}".`);
      await this.journal.record(collection.projectId, [aliasFact(collection.collectionId, artifactId, added, removed)], actor);
      return done(null);
    });
  }

  /** An edge of the lineage. */
  async use(version: Version, runId: string, usedAs: string | null, actor: string): Promise<ArtifactOutcome<Version>> {
    return this.decide(version, async ({ artifactId, projectId }) => {
      const data = { artifactId, runId, direction: 'input' as const, usedAs };
      await this.journal.record(projectId, [{ type: 'ArtifactRunRelated', data }], actor);
      return done(version);
    });
  }

  /** Refused while aliases point at it, unless they are to go, too. */
  async delete(version: Version, withAliases: boolean, actor: string): Promise<ArtifactOutcome<Version>> {
    return this.decide(version, async (now) => {
      const aliases = (await this.collections.aliasesOf(now.artifactId)).map(({ alias }) => alias);
      if (!withAliases && aliases.length > 0)
        return refuse('conflict', `The artifact has aliases (${aliases.join(', ')}); delete them first, or with it.`);
      await this.journal.record(now.projectId, [{ type: 'ArtifactDeleted', data: { artifactId: now.artifactId } }], actor);
      return done((await this.reads.version(now.artifactId)) ?? now);
    });
  }

  /** What the run logged into its own project, aliases included. */
  async deleteOutputs(runId: string, projectId: string, actor: string): Promise<void> {
    for (let after: string | null = null; ;) {
      const page: Version[] = await this.reads.ofRun(runId, 'output', after, PAGE);
      for (const version of page) if (version.projectId === projectId) await this.delete(version, true, actor);
      after = page.at(-1)?.artifactId ?? null;
      if (after === null) return;
    }
  }

  private async decide<T>(version: Version, work: (now: Version) => Promise<ArtifactOutcome<T>>): Promise<ArtifactOutcome<T>> {
    return this.journal.decide(`sequence:${version.collectionId}`, async () => {
      const now = await this.reads.version(version.artifactId);
      if (!now || now.state !== 'COMMITTED') return refuse('missing', 'There is no such artifact any more.');
      return work(now);
    });
  }
}

function fieldChanges(version: Version, changes: VersionChanges): Partial<Changes> {
  const gone = new Set(changes.tagsToDelete ?? []);
  const tags = [...new Set([...version.tags, ...(changes.tagsToAdd ?? [])])].filter((tag) => !gone.has(tag));
  const sameTags = tags.length === version.tags.length && tags.every((tag) => version.tags.includes(tag));
  return {
    ...(changes.description === undefined ? {} : { description: changes.description }),
    ...(changes.metadata === undefined ? {} : { metadata: changes.metadata }),
    ...(changes.ttlSeconds === undefined ? {} : { ttlSeconds: changes.ttlSeconds }),
    ...(sameTags ? {} : { tags }),
  };
}

function aliasFact(collectionId: string, artifactId: string, added: readonly string[], removed: readonly string[]): ArtifactFact {
  return { type: 'ArtifactAliasesChanged', data: { collectionId, artifactId, added, removed } };
}
