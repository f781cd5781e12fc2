import { Injectable } from '@nestjs/common';
import { Ids } from '@runstead/run-domain';
import type { Version } from './artifact';
import { ArtifactJournal, type ArtifactFact } from './artifact-journal';
import { aliasesRefusal, collectionNameRefusal, tagsRefusal, typeNameRefusal } from './artifact-names';
import { done, refuse, type ArtifactOutcome, type ArtifactRefusal } from './artifact-outcome';
import { ArtifactReads } from './artifact-reads';
import { CollectionReads } from './collection-reads';

export interface NewArtifact {
  readonly projectId: string;
  readonly runId: string | null;
  readonly type: string;
  readonly name: string;
  /** Hex. */
  readonly digest: string;
  readonly aliases: readonly string[];
  readonly tags: readonly string[];
  readonly description: string | null;
  /** JSON text of an object. */
  readonly metadata: string | null;
  readonly ttlSeconds: number;
  readonly historyStep: number | null;
  readonly distributedId: string | null;
  readonly clientId: string | null;
  readonly sequenceClientId: string | null;
}

const LATEST = 'latest';

/** Begins a version, or finds the one that has the content already (protocol, artifacts 2.2). */
@Injectable()
export class ArtifactWriter {
  constructor(
    private readonly journal: ArtifactJournal,
    private readonly reads: ArtifactReads,
    private readonly collections: CollectionReads,
    private readonly ids: Ids,
  ) {}

  /**
   * A version of state `COMMITTED` is complete: its aliases have been moved to it. Repeating with the same client id
   * answers the same version.
   */
  async create(artifact: NewArtifact, actor: string): Promise<ArtifactOutcome<Version>> {
    const refusal = formRefusal(artifact);
    if (refusal) return refusal;
    return this.journal.decide(`${artifact.projectId}/${artifact.name}`, async () => {
      const before = await this.collections.byName(artifact.projectId, artifact.name);
      if (before && before.kind === 'portfolio') return refuse('conflict', `"${artifact.name}" already exists as a collection of links.`);
      if (before && before.type !== artifact.type)
        return refuse(
          'conflict',
          `Artifact "${artifact.name}" already exists with type "${before.type}"; cannot create it with type "${artifact.type}".`,
        );
      const known = before ? await this.known(before.collectionId, artifact) : null;
      return known ? this.again(known, artifact, actor) : this.begin(before?.collectionId ?? null, artifact, actor);
    });
  }

  async createType(projectId: string, name: string, description: string | null, actor: string): Promise<ArtifactOutcome<null>> {
    const refusal = typeNameRefusal(name);
    if (refusal) return refuse('invalid', refusal);
    return this.journal.decide(`${projectId}/types`, async () => {
      await this.journal.record(projectId, await this.typeFacts(projectId, name, description), actor);
      return done(null);
    });
  }

  /** A repetition, a fellow writer of a distributed version, or the same content. */
  private async known(collectionId: string, artifact: NewArtifact): Promise<Version | null> {
    const repeated = artifact.clientId === null ? null : await this.reads.byClient(artifact.clientId);
    if (repeated && repeated.state !== 'DELETED' && repeated.collectionId === collectionId) return repeated;
    if (artifact.distributedId !== null) return this.reads.pendingDistributed(collectionId, artifact.distributedId);
    return this.reads.withDigest(collectionId, artifact.digest);
  }

  private async again(version: Version, artifact: NewArtifact, actor: string): Promise<ArtifactOutcome<Version>> {
    const { artifactId, collectionId, projectId } = version;
    const facts: ArtifactFact[] = [];
    const { clientId } = artifact;
    if (clientId !== null && !(await this.reads.byClient(clientId)))
      facts.push({ type: 'ArtifactClientMapped', data: { artifactId, clientId } });
    if (version.state === 'COMMITTED') {
      const added = [...new Set([LATEST, ...artifact.aliases])];
      facts.push({ type: 'ArtifactAliasesChanged', data: { collectionId, artifactId, added, removed: [] } });
      const tags = [...new Set([...version.tags, ...artifact.tags])];
      if (tags.length > version.tags.length) facts.push({ type: 'ArtifactChanged', data: { artifactId, changes: { tags } } });
      if (artifact.runId !== null)
        facts.push({ type: 'ArtifactRunRelated', data: { artifactId, runId: artifact.runId, direction: 'output', usedAs: null } });
    }
    await this.journal.record(projectId, facts, actor);
    return done(version);
  }

  private async begin(sequenceId: string | null, artifact: NewArtifact, actor: string): Promise<ArtifactOutcome<Version>> {
    const { projectId, type, name, sequenceClientId, ...rest } = artifact;
    const collectionId = sequenceId ?? this.ids.rowId();
    const artifactId = this.ids.rowId();
    const facts = await this.typeFacts(projectId, type, null);
    if (sequenceId === null) {
      const data = { collectionId, projectId, name, kind: 'sequence' as const, type, clientId: sequenceClientId };
      facts.push({ type: 'ArtifactCollectionCreated', data });
    }
    facts.push({ type: 'ArtifactCreated', data: { artifactId, collectionId, projectId, ...rest } });
    await this.journal.record(projectId, facts, actor);
    const version = await this.reads.version(artifactId);
    if (!version) throw new Error('A created version has no row');
    return done(version);
  }

  private async typeFacts(projectId: string, name: string, description: string | null): Promise<ArtifactFact[]> {
    if (await this.collections.type(projectId, name)) return [];
    return [{ type: 'ArtifactTypeCreated', data: { typeId: this.ids.rowId(), projectId, name, description } }];
  }
}

function formRefusal(artifact: NewArtifact): ArtifactRefusal | null {
  const refusal =
    collectionNameRefusal(artifact.name) ??
    typeNameRefusal(artifact.type) ??
    aliasesRefusal(artifact.aliases) ??
    tagsRefusal(artifact.tags) ??
    (/^[0-9a-f]{32}$/.test(artifact.digest) ? null : 'The digest of an artifact is 32 hexadecimal digits.');
  return refusal === null ? null : refuse('invalid', refusal);
}
