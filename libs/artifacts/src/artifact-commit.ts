import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Ids } from '@runstead/run-domain';
import type { ManifestRecord, Version } from './artifact';
import { ArtifactJournal } from './artifact-journal';
import { done, refuse, type ArtifactOutcome } from './artifact-outcome';
import { ArtifactReads } from './artifact-reads';
import { CollectionReads } from './collection-reads';
import { CommitGate } from './commit-gate';
import { ContentCheck } from './content-check';
import { artifactDigest, mergeManifests, type Manifest } from './manifest';
import { ManifestFiles } from './manifest-files';

const LATEST = 'latest';

/** The manifest that a version is to have, where it lies, and the digest that names the content. */
interface FinalManifest {
  readonly manifest: Manifest;
  readonly file: { readonly objectKey: string; readonly size: number; readonly md5: string };
  readonly digest: string;
}

/** Makes a version visible, once everything that its manifest names is there (protocol, artifacts 2.5). */
@Injectable()
export class ArtifactCommit {
  constructor(
    private readonly journal: ArtifactJournal,
    private readonly reads: ArtifactReads,
    private readonly collections: CollectionReads,
    private readonly files: ManifestFiles,
    private readonly contents: ContentCheck,
    private readonly gate: CommitGate,
    private readonly ids: Ids,
  ) {}

  /**
   * Committing what is committed is a success. `mayRead` says whether the caller may read a project, by its id: contents
   * of other projects may only be taken over by those who may.
   */
  async commit(artifactId: string, actor: string, mayRead: (projectId: string) => Promise<boolean>): Promise<ArtifactOutcome<Version>> {
    const found = await this.reads.version(artifactId);
    if (!found) return refuse('missing', 'There is no artifact with this id.');
    // What was uploaded before this request is in the log: the contents are looked for in rows that hold it.
    return this.journal.decide(`sequence:${found.collectionId}`, async () => {
      const version = await this.reads.version(artifactId);
      const collection = await this.collections.collection(found.collectionId);
      if (!version || version.state === 'DELETED' || !collection || collection.deleted)
        return refuse('missing', 'The artifact has been deleted.');
      if (version.state === 'COMMITTED') return done(version);
      const final = await this.finalManifest(version);
      if (!final.ok) return final;
      const refusal = await this.gate.commit(async () => {
        const missing = await this.contents.refusal(version.projectId, final.value.manifest.entries, mayRead);
        if (!missing) await this.journal.record(version.projectId, [this.fact(version, collection.nextIndex, final.value)], actor);
        return missing;
      });
      if (refusal) return refusal;
      const committed = await this.reads.version(artifactId);
      return committed ? done(committed) : refuse('missing', 'The artifact has been deleted.');
    });
  }

  private fact(version: Version, versionIndex: number, { manifest, file, digest }: FinalManifest) {
    const commitHash = createHash('sha256')
      .update(`${version.artifactId}\n${versionIndex}\n${digest}\n${file.md5}`)
      .digest('hex')
      .slice(0, 20);
    const data = {
      artifactId: version.artifactId,
      versionIndex,
      aliases: [...new Set([LATEST, ...version.wantedAliases])],
      digest,
      size: manifest.entries.reduce((sum, entry) => sum + (entry.size ?? 0), 0),
      fileCount: manifest.entries.length,
      commitHash,
      manifest: file,
    };
    return { type: 'ArtifactCommitted' as const, data };
  }

  /** A full manifest stays byte for byte what was uploaded; several are merged into a new one. */
  private async finalManifest(version: Version): Promise<ArtifactOutcome<FinalManifest>> {
    const records = (await this.reads.manifestsOf(version.artifactId)).filter(({ stored }) => stored !== null);
    const parts = records.filter(({ kind }) => kind !== 'FULL');
    const full = records.filter(({ kind }) => kind === 'FULL').at(-1);
    if (parts.length === 0 && !full) return refuse('conflict', 'The manifest of the artifact has not been uploaded.');
    if (parts.length === 0) return this.whole(version, full!);
    const base = await this.base(version, parts);
    if (!base.ok) return base;
    const manifests = [...base.value];
    for (const part of full ? [full, ...parts] : parts) {
      const read = await this.files.read(part.stored!.objectKey);
      if (!read.ok) return refuse('invalid', `A manifest cannot be used: ${read.fault}.`);
      manifests.push(read.manifest);
    }
    const manifest = mergeManifests(manifests)!;
    const key = `artifacts/manifests/${version.projectId}/${version.artifactId}/${this.ids.eventId()}`;
    const stored = await this.files.write(key, manifest);
    const file = { objectKey: stored.key, size: stored.size, md5: stored.md5 };
    return done({ manifest, file, digest: artifactDigest(manifest.entries) });
  }

  private async whole(version: Version, { stored }: ManifestRecord): Promise<ArtifactOutcome<FinalManifest>> {
    const read = await this.files.read(stored!.objectKey);
    if (!read.ok) return refuse('invalid', `The manifest cannot be used: ${read.fault}.`);
    return done({ manifest: read.manifest, file: stored!, digest: version.digest });
  }

  /** What the parts add to: a committed version of the same sequence. */
  private async base(version: Version, parts: readonly ManifestRecord[]): Promise<ArtifactOutcome<readonly Manifest[]>> {
    const baseId = parts.find(({ baseArtifactId }) => baseArtifactId !== null)?.baseArtifactId ?? null;
    if (baseId === null) return done([]);
    const base = await this.reads.version(baseId);
    if (!base?.manifest || base.collectionId !== version.collectionId) return refuse('conflict', 'The base of the artifact is not there.');
    const read = await this.files.read(base.manifest.objectKey);
    return read.ok ? done([read.manifest]) : refuse('invalid', `The base manifest cannot be used: ${read.fault}.`);
  }
}
