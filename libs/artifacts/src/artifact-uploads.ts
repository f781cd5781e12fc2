import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { ObjectStore } from '@runstead/object-store';
import { Ids, type ArtifactManifestKind } from '@runstead/run-domain';
import type { Blob, ManifestRecord, Version } from './artifact';
import { ArtifactJournal } from './artifact-journal';
import { done, refuse, type ArtifactOutcome } from './artifact-outcome';
import { ArtifactReads } from './artifact-reads';

export interface DeclaredManifest {
  readonly artifactId: string;
  readonly name: string;
  readonly kind: ArtifactManifestKind;
  readonly digest: string;
  readonly baseArtifactId: string | null;
}

/** A version that is being written, and the project that is to hold its contents. */
export interface UploadTarget {
  readonly artifactId: string;
  readonly projectId: string;
}

/**
 * Bytes of files and manifests of versions that are being written. Bytes first, then the event: a crash between the two
 * leaves bytes that nothing points to, and the client sends them again.
 */
@Injectable()
export class ArtifactUploads {
  constructor(
    private readonly journal: ArtifactJournal,
    private readonly reads: ArtifactReads,
    private readonly objects: ObjectStore,
    private readonly ids: Ids,
  ) {}

  /** A full manifest is announced twice, the second time with its digest; every other call is a record of its own (protocol, artifacts 2.3). */
  async declareManifest(version: Version, manifest: DeclaredManifest, actor: string): Promise<ArtifactOutcome<ManifestRecord>> {
    if (version.state === 'DELETED') return refuse('missing', 'The artifact has been deleted.');
    if (version.state === 'COMMITTED') return refuse('conflict', 'The artifact is committed and cannot be written any more.');
    return this.journal.decide(`version:${version.artifactId}`, async () => {
      const same = (await this.reads.manifestsOf(version.artifactId)).find(
        ({ name, kind }) => kind === 'FULL' && manifest.kind === 'FULL' && name === manifest.name,
      );
      const manifestId = same?.manifestId ?? this.ids.rowId();
      await this.journal.record(version.projectId, [{ type: 'ArtifactManifestDeclared', data: { manifestId, ...manifest } }], actor);
      return this.answered(manifestId);
    });
  }

  async changeManifest(
    manifest: ManifestRecord,
    changes: { readonly digest: string | null; readonly baseArtifactId: string | null },
    actor: string,
  ): Promise<ArtifactOutcome<ManifestRecord>> {
    const version = await this.reads.version(manifest.artifactId);
    if (!version || version.state !== 'PENDING') return refuse('conflict', 'The artifact is not being written any more.');
    return this.journal.decide(`version:${version.artifactId}`, async () => {
      const { manifestId, artifactId, name, kind } = manifest;
      const changed = { digest: changes.digest ?? manifest.digest, baseArtifactId: changes.baseArtifactId ?? manifest.baseArtifactId };
      const data = { manifestId, artifactId, name, kind, ...changed };
      await this.journal.record(version.projectId, [{ type: 'ArtifactManifestDeclared', data }], actor);
      return this.answered(manifestId);
    });
  }

  /** The bytes of a manifest; refused when they are not what was announced. */
  async storeManifest(manifestId: string, actor: string, body: Readable): Promise<ArtifactOutcome<null>> {
    const manifest = await this.reads.manifest(manifestId);
    const version = manifest && (await this.reads.version(manifest.artifactId));
    if (!manifest || !version || version.state === 'DELETED') return refuse('missing', 'The artifact is not there any more.');
    if (version.state === 'COMMITTED') return refuse('conflict', 'The artifact is committed and cannot be written any more.');
    const stored = await this.objects.put(`artifacts/manifests/${version.projectId}/${version.artifactId}/${this.ids.eventId()}`, body);
    if (manifest.digest !== '' && manifest.digest !== stored.md5) {
      await this.objects.delete(stored.key);
      return refuse('invalid', `The manifest has the digest ${stored.md5}, not ${manifest.digest}.`);
    }
    const data = { manifestId, objectKey: stored.key, size: stored.size, md5: stored.md5 };
    await this.journal.record(version.projectId, [{ type: 'ArtifactManifestStored', data }], actor);
    return done(null);
  }

  /** Contents that the project holds already, by digest: they need not be sent again. Condemned ones may be gone before the commit. */
  async held(projectId: string, digests: readonly string[]): Promise<Map<string, Blob>> {
    const found = await this.reads.blobs(projectId, digests);
    for (const [digest, { condemned }] of found) if (condemned) found.delete(digest);
    return found;
  }

  /** The bytes of a file; refused when their MD5 is not `digest`. Visible to the commit, which waits for it. */
  async storeBlob({ artifactId, projectId }: UploadTarget, digest: string, actor: string, body: Readable): Promise<ArtifactOutcome<null>> {
    const hex = Buffer.from(digest, 'base64').toString('hex');
    // Few folders: a new one must be flushed, too.
    const stored = await this.objects.put(`artifacts/contents/${projectId}/${hex.slice(0, 2)}/${hex}-${this.ids.eventId()}`, body);
    if (stored.md5 !== digest) {
      await this.objects.delete(stored.key);
      return refuse('invalid', `The content has the MD5 ${stored.md5}, not ${digest}.`);
    }
    const data = { projectId, artifactId, digest, sha256: stored.sha256, size: stored.size, objectKey: stored.key };
    await this.journal.append(projectId, [{ type: 'ArtifactBlobStored', data }], actor);
    return done(null);
  }

  private async answered(manifestId: string): Promise<ArtifactOutcome<ManifestRecord>> {
    const record = await this.reads.manifest(manifestId);
    if (!record) throw new Error('A declared manifest has no row');
    return done(record);
  }
}
