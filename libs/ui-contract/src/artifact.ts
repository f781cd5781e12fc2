import { z } from 'zod';

const count = z.number().int();
/** Milliseconds since the epoch. */
const time = z.number();
const runOfVersion = z.object({ entity: z.string(), project: z.string(), run: z.string(), displayName: z.string() });

/** `GET …/artifacts`: what a project holds, by type; the newest first within each. */
export const projectArtifactsSchema = z.object({
  types: z.array(
    z.object({
      name: z.string(),
      collections: z.array(
        z.object({
          name: z.string(),
          /** A sequence owns versions, a portfolio links to versions of sequences. */
          kind: z.enum(['sequence', 'portfolio']),
          description: z.string().nullable(),
          tags: z.array(z.string()),
          versions: count,
          updatedAt: time,
        }),
      ),
    }),
  ),
});
export type ProjectArtifacts = z.infer<typeof projectArtifactsSchema>;

const versionRow = z.object({
  /** `v3`: in the collection that is looked at. */
  version: z.string(),
  aliases: z.array(z.string()),
  tags: z.array(z.string()),
  createdAt: time,
  /** The run that logged it; null when it was another way, or the reader may not see it. */
  run: runOfVersion.nullable(),
  /** Bytes of all entries, references included. */
  size: count,
  files: count,
  digest: z.string(),
  /** JSON text of an object. */
  metadata: z.string().nullable(),
});

/** `GET …/artifacts/{type}/{collection}`: its versions, newest first. */
export const artifactCollectionSchema = z.object({
  type: z.string(),
  name: z.string(),
  kind: z.enum(['sequence', 'portfolio']),
  description: z.string().nullable(),
  tags: z.array(z.string()),
  createdAt: time,
  updatedAt: time,
  versions: z.array(versionRow),
});
export type ArtifactCollectionPage = z.infer<typeof artifactCollectionSchema>;

/** `GET …/artifacts/{type}/{collection}/{version}`; `version` of the address is `v3`, an alias or the beginning of a digest. */
export const artifactVersionSchema = versionRow.extend({
  type: z.string(),
  name: z.string(),
  /** A deleted version has no files any more. */
  deleted: z.boolean(),
  author: z.string(),
  description: z.string().nullable(),
  /** Seconds; -1 inherited, -2 never. */
  ttlSeconds: z.number(),
  historyStep: count.nullable(),
  /** Of the sequence that it was logged into, when this is a link. */
  source: z.object({ entity: z.string(), project: z.string(), type: z.string(), name: z.string(), version: z.string() }).nullable(),
  usedBy: z.array(runOfVersion),
});
export type ArtifactVersionPage = z.infer<typeof artifactVersionSchema>;

/** `GET …/{version}/files`: entries of the manifest by path; `next` is the `after` of the next page. */
export const artifactFilesSchema = z.object({
  files: z.array(
    z.object({
      path: z.string(),
      size: count,
      /** Base64 of the MD5; references: as their store calls it. */
      digest: z.string(),
      /** Address of a reference; null for a file. */
      ref: z.string().nullable(),
    }),
  ),
  total: count,
  next: z.string().nullable(),
});
export type ArtifactFilesPage = z.infer<typeof artifactFilesSchema>;

/** `GET …/{version}/lineage`: what the version came from and what became of it. Edges lead from cause to effect. */
export const artifactLineageSchema = z.object({
  nodes: z.array(
    z.discriminatedUnion('kind', [
      z.object({
        kind: z.literal('run'),
        id: z.string(),
        run: runOfVersion,
        /** Steps from the version; negative before it. */ rank: z.number(),
      }),
      z.object({
        kind: z.literal('artifact'),
        id: z.string(),
        entity: z.string(),
        project: z.string(),
        type: z.string(),
        name: z.string(),
        version: z.string(),
        rank: z.number(),
      }),
    ]),
  ),
  edges: z.array(z.object({ from: z.string(), to: z.string() })),
  /** There is more than is shown. */
  cut: z.boolean(),
});
export type ArtifactLineage = z.infer<typeof artifactLineageSchema>;
