import type { ArtifactManifestKind } from '@runstead/run-domain';

export type VersionState = 'PENDING' | 'COMMITTED' | 'DELETED';

/** An immutable content with its changeable description. Times are milliseconds since the epoch. */
export interface Version {
  readonly artifactId: string;
  /** The own sequence. */
  readonly collectionId: string;
  readonly projectId: string;
  readonly state: VersionState;
  readonly runId: string | null;
  readonly author: string;
  readonly digest: string;
  readonly sentDigest: string;
  readonly description: string | null;
  readonly metadata: string | null;
  readonly tags: readonly string[];
  readonly wantedAliases: readonly string[];
  readonly ttlSeconds: number;
  readonly historyStep: number | null;
  readonly distributedId: string | null;
  readonly versionIndex: number | null;
  /** Bytes of all entries, references included. */
  readonly size: number;
  readonly fileCount: number;
  readonly commitHash: string | null;
  /** Set once committed. */
  readonly manifest: { readonly objectKey: string; readonly size: number; readonly md5: string } | null;
  readonly createdAt: number;
  readonly updatedAt: number;
}

export interface Collection {
  readonly collectionId: string;
  readonly projectId: string;
  readonly name: string;
  readonly kind: 'sequence' | 'portfolio';
  readonly type: string;
  readonly description: string | null;
  readonly tags: readonly string[];
  readonly nextIndex: number;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly deleted: boolean;
}

/** A version in a collection: its own sequence, or a portfolio that it was linked into. */
export interface Membership {
  readonly collectionId: string;
  readonly artifactId: string;
  readonly versionIndex: number;
  readonly createdAt: number;
}

export interface ArtifactTypeRecord {
  readonly typeId: string;
  readonly projectId: string;
  readonly name: string;
  readonly description: string | null;
  readonly createdAt: number;
}

/** A manifest file of a version that is being written. */
export interface ManifestRecord {
  readonly manifestId: string;
  readonly artifactId: string;
  readonly name: string;
  readonly kind: ArtifactManifestKind;
  readonly digest: string;
  readonly baseArtifactId: string | null;
  /** Null until its bytes are stored. */
  readonly stored: { readonly objectKey: string; readonly size: number; readonly md5: string } | null;
}

/** A content of a project. One that is condemned is still there, and goes after the grace period. */
export interface Blob {
  readonly projectId: string;
  /** Base64 of the MD5. */
  readonly digest: string;
  /** Its birth artifact. */
  readonly artifactId: string;
  readonly size: number;
  readonly objectKey: string;
  readonly condemned: boolean;
}
