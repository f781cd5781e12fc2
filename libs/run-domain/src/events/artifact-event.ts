import type { Envelope } from './envelope';

/** Key `artifacts:<project id>`, as for every event below: what happens to the artifacts of one project is ordered. */
export type ArtifactTypeCreated = Envelope<
  'ArtifactTypeCreated',
  { readonly typeId: string; readonly projectId: string; readonly name: string; readonly description: string | null }
>;
/** A sequence owns versions; a portfolio holds links to versions of sequences. Names are unique in the project. */
export type ArtifactCollectionCreated = Envelope<
  'ArtifactCollectionCreated',
  {
    readonly collectionId: string;
    readonly projectId: string;
    readonly name: string;
    readonly kind: 'sequence' | 'portfolio';
    readonly type: string;
    /** The client's own name of the sequence (protocol, artifacts 3.3). */
    readonly clientId: string | null;
  }
>;
export interface ArtifactCollectionChanges {
  readonly name: string;
  readonly description: string;
  readonly type: string;
  readonly tags: readonly string[];
}
/** Only the fields that are present changed. */
export type ArtifactCollectionChanged = Envelope<
  'ArtifactCollectionChanged',
  { readonly collectionId: string; readonly changes: Partial<ArtifactCollectionChanges> }
>;
/** A sequence takes its versions and their links along. */
export type ArtifactCollectionDeleted = Envelope<'ArtifactCollectionDeleted', { readonly collectionId: string }>;

/** A version that is being uploaded: nobody sees it before `ArtifactCommitted`. */
export type ArtifactCreated = Envelope<
  'ArtifactCreated',
  {
    readonly artifactId: string;
    readonly collectionId: string;
    readonly projectId: string;
    /** Row id of the run that logs it, or null: then the actor made it. */
    readonly runId: string | null;
    /** As the client sent it, hex. */
    readonly digest: string;
    readonly description: string | null;
    /** JSON text of an object. */
    readonly metadata: string | null;
    readonly tags: readonly string[];
    /** Given at the commit, in the own sequence. */
    readonly aliases: readonly string[];
    /** Seconds; -1 inherited, -2 never. Kept and never acted upon. */
    readonly ttlSeconds: number;
    readonly historyStep: number | null;
    /** Shared by the writers of one version. */
    readonly distributedId: string | null;
    readonly clientId: string | null;
  }
>;
/** Another writer, or a repeated upload, calls the version by this name. */
export type ArtifactClientMapped = Envelope<'ArtifactClientMapped', { readonly artifactId: string; readonly clientId: string }>;
export type ArtifactManifestKind = 'FULL' | 'PATCH' | 'INCREMENTAL';
/** Announces a manifest file, or changes what was announced; its bytes follow. */
export type ArtifactManifestDeclared = Envelope<
  'ArtifactManifestDeclared',
  {
    readonly manifestId: string;
    readonly artifactId: string;
    readonly name: string;
    readonly kind: ArtifactManifestKind;
    /** Base64 of the MD5 of the file; may be empty at first. */
    readonly digest: string;
    readonly baseArtifactId: string | null;
  }
>;
export type ArtifactManifestStored = Envelope<
  'ArtifactManifestStored',
  { readonly manifestId: string; readonly objectKey: string; readonly size: number; readonly md5: string }
>;
/** The bytes of a content are in the object store, checked against their digest. The first of a project stays. */
export type ArtifactBlobStored = Envelope<
  'ArtifactBlobStored',
  {
    readonly projectId: string;
    /** The version that brought the content: its birth artifact. */
    readonly artifactId: string;
    /** Base64 of the MD5. */
    readonly digest: string;
    readonly sha256: string;
    readonly size: number;
    readonly objectKey: string;
  }
>;
/**
 * No version of any project names these contents any more: they are not offered to uploads, and go after a grace period
 * unless a version names them again.
 */
export type ArtifactContentsCondemned = Envelope<
  'ArtifactContentsCondemned',
  { readonly projectId: string; readonly digests: readonly string[] }
>;
/** A version names condemned contents again. */
export type ArtifactContentsSpared = Envelope<
  'ArtifactContentsSpared',
  { readonly projectId: string; readonly digests: readonly string[] }
>;
/** The bytes of condemned contents go. Contents that were uploaded again meanwhile have another object. */
export type ArtifactContentsRemoved = Envelope<
  'ArtifactContentsRemoved',
  {
    readonly projectId: string;
    readonly contents: readonly { readonly digest: string; readonly objectKey: string; readonly size: number }[];
  }
>;
/** The version is complete and visible, with its index, its aliases and `latest`. */
export type ArtifactCommitted = Envelope<
  'ArtifactCommitted',
  {
    readonly artifactId: string;
    readonly versionIndex: number;
    readonly aliases: readonly string[];
    /** What the version is called: recomputed when several manifests were merged. */
    readonly digest: string;
    readonly size: number;
    readonly fileCount: number;
    readonly commitHash: string;
    readonly manifest: { readonly objectKey: string; readonly size: number; readonly md5: string };
  }
>;
/** An edge of the lineage. */
export type ArtifactRunRelated = Envelope<
  'ArtifactRunRelated',
  { readonly artifactId: string; readonly runId: string; readonly direction: 'input' | 'output'; readonly usedAs: string | null }
>;
export interface ArtifactChanges {
  readonly description: string;
  readonly metadata: string;
  readonly ttlSeconds: number;
  readonly tags: readonly string[];
}
export type ArtifactChanged = Envelope<'ArtifactChanged', { readonly artifactId: string; readonly changes: Partial<ArtifactChanges> }>;
/** An alias points at one version of its collection: adding it moves it. */
export type ArtifactAliasesChanged = Envelope<
  'ArtifactAliasesChanged',
  { readonly collectionId: string; readonly artifactId: string; readonly added: readonly string[]; readonly removed: readonly string[] }
>;
/** `aliases` has `latest` when the version is new in the portfolio. */
export type ArtifactLinked = Envelope<
  'ArtifactLinked',
  { readonly collectionId: string; readonly artifactId: string; readonly versionIndex: number; readonly aliases: readonly string[] }
>;
export type ArtifactUnlinked = Envelope<'ArtifactUnlinked', { readonly collectionId: string; readonly artifactId: string }>;
export type ArtifactDeleted = Envelope<'ArtifactDeleted', { readonly artifactId: string }>;

export type ArtifactEvent =
  | ArtifactTypeCreated
  | ArtifactCollectionCreated
  | ArtifactCollectionChanged
  | ArtifactCollectionDeleted
  | ArtifactCreated
  | ArtifactClientMapped
  | ArtifactManifestDeclared
  | ArtifactManifestStored
  | ArtifactBlobStored
  | ArtifactContentsCondemned
  | ArtifactContentsSpared
  | ArtifactContentsRemoved
  | ArtifactCommitted
  | ArtifactRunRelated
  | ArtifactChanged
  | ArtifactAliasesChanged
  | ArtifactLinked
  | ArtifactUnlinked
  | ArtifactDeleted;

/** By the type of a record: without decoding it. */
export function isArtifactEventType(type: string): boolean {
  return type.startsWith('Artifact');
}
