import { z } from 'zod';
import type { ArtifactEvent } from './artifact-event';

const text = z.string();
const maybeText = text.nullable();
const texts = z.array(text);
const count = z.int().min(0);

/** What the projector of artifacts may rely on. */
export const ARTIFACT_SCHEMAS: { readonly [T in ArtifactEvent['type']]: z.ZodType } = {
  ArtifactTypeCreated: z.object({ typeId: text, projectId: text, name: text, description: maybeText }),
  ArtifactCollectionCreated: z.object({
    collectionId: text,
    projectId: text,
    name: text,
    kind: z.enum(['sequence', 'portfolio']),
    type: text,
    clientId: maybeText,
  }),
  ArtifactCollectionChanged: z.object({
    collectionId: text,
    changes: z.object({ name: text, description: text, type: text, tags: texts }).partial(),
  }),
  ArtifactCollectionDeleted: z.object({ collectionId: text }),
  ArtifactCreated: z.object({
    artifactId: text,
    collectionId: text,
    projectId: text,
    runId: maybeText,
    digest: text,
    description: maybeText,
    metadata: maybeText,
    tags: texts,
    aliases: texts,
    ttlSeconds: z.number(),
    historyStep: z.number().nullable(),
    distributedId: maybeText,
    clientId: maybeText,
  }),
  ArtifactClientMapped: z.object({ artifactId: text, clientId: text }),
  ArtifactManifestDeclared: z.object({
    manifestId: text,
    artifactId: text,
    name: text,
    kind: z.enum(['FULL', 'PATCH', 'INCREMENTAL']),
    digest: text,
    baseArtifactId: maybeText,
  }),
  ArtifactManifestStored: z.object({ manifestId: text, objectKey: text, size: count, md5: text }),
  ArtifactBlobStored: z.object({ projectId: text, artifactId: text, digest: text, sha256: text, size: count, objectKey: text }),
  ArtifactContentsCondemned: z.object({ projectId: text, digests: texts }),
  ArtifactContentsSpared: z.object({ projectId: text, digests: texts }),
  ArtifactContentsRemoved: z.object({
    projectId: text,
    contents: z.array(z.object({ digest: text, objectKey: text, size: count })),
  }),
  ArtifactCommitted: z.object({
    artifactId: text,
    versionIndex: count,
    aliases: texts,
    digest: text,
    size: count,
    fileCount: count,
    commitHash: text,
    manifest: z.object({ objectKey: text, size: count, md5: text }),
  }),
  ArtifactRunRelated: z.object({ artifactId: text, runId: text, direction: z.enum(['input', 'output']), usedAs: maybeText }),
  ArtifactChanged: z.object({
    artifactId: text,
    changes: z.object({ description: text, metadata: text, ttlSeconds: z.number(), tags: texts }).partial(),
  }),
  ArtifactAliasesChanged: z.object({ collectionId: text, artifactId: text, added: texts, removed: texts }),
  ArtifactLinked: z.object({ collectionId: text, artifactId: text, versionIndex: count, aliases: texts }),
  ArtifactUnlinked: z.object({ collectionId: text, artifactId: text }),
  ArtifactDeleted: z.object({ artifactId: text }),
};
