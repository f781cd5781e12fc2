import {
  artifactCollectionSchema,
  artifactFilesSchema,
  artifactLineageSchema,
  artifactVersionSchema,
  projectArtifactsSchema,
  type ArtifactCollectionPage,
  type ArtifactFilesPage,
  type ArtifactLineage,
  type ArtifactVersionPage,
  type ProjectArtifacts,
} from '@runstead/ui-contract';
import { queryOptions } from '@tanstack/react-query';
import { valueOf } from '../api/answer';
import { apiPath, queryText, requestBytes, requestJson } from '../api/request';

export interface ProjectAddress {
  readonly entity: string;
  readonly project: string;
}
export interface CollectionAddress extends ProjectAddress {
  readonly type: string;
  readonly collection: string;
}
export interface VersionAddress extends CollectionAddress {
  /** `v3`, an alias, or the beginning of a digest. */
  readonly version: string;
}
export type ArtifactFile = ArtifactFilesPage['files'][number];

/** More entries than this are not listed on a page. */
const MOST_FILES = 50_000;

const path = ({ entity, project }: ProjectAddress, ...more: string[]): string => apiPath('projects', entity, project, 'artifacts', ...more);
const versionPath = (at: VersionAddress, ...more: string[]): string => path(at, at.type, at.collection, at.version, ...more);

export const projectArtifactsQuery = (at: ProjectAddress) =>
  queryOptions({
    queryKey: ['project-artifacts', at.entity, at.project],
    queryFn: async ({ signal }): Promise<ProjectArtifacts> => valueOf(await requestJson(projectArtifactsSchema, path(at), { signal })),
  });

export const collectionQuery = (at: CollectionAddress) =>
  queryOptions({
    queryKey: ['artifact-collection', at.entity, at.project, at.type, at.collection],
    queryFn: async ({ signal }): Promise<ArtifactCollectionPage> =>
      valueOf(await requestJson(artifactCollectionSchema, path(at, at.type, at.collection), { signal })),
  });

export const versionQuery = (at: VersionAddress) =>
  queryOptions({
    queryKey: ['artifact-version', at.entity, at.project, at.type, at.collection, at.version],
    queryFn: async ({ signal }): Promise<ArtifactVersionPage> =>
      valueOf(await requestJson(artifactVersionSchema, versionPath(at), { signal })),
  });

export const lineageQuery = (at: VersionAddress) =>
  queryOptions({
    queryKey: ['artifact-lineage', at.entity, at.project, at.type, at.collection, at.version],
    queryFn: async ({ signal }): Promise<ArtifactLineage> =>
      valueOf(await requestJson(artifactLineageSchema, versionPath(at, 'lineage'), { signal })),
  });

/** All entries, page after page. */
export const versionFilesQuery = (at: VersionAddress) =>
  queryOptions({
    queryKey: ['artifact-files', at.entity, at.project, at.type, at.collection, at.version],
    queryFn: async ({ signal }): Promise<{ readonly files: ArtifactFile[]; readonly total: number }> => {
      const files: ArtifactFile[] = [];
      for (let after: string | undefined; ;) {
        const address = `${versionPath(at, 'files')}${queryText({ after })}`;
        const page: ArtifactFilesPage = valueOf(await requestJson(artifactFilesSchema, address, { signal }));
        files.push(...page.files);
        if (page.next === null || files.length >= MOST_FILES) return { files, total: page.total };
        after = page.next;
      }
    },
  });

/** Where the bytes of a file are. */
export function artifactFileAddress(at: VersionAddress, name: string, download = false): string {
  return `${versionPath(at, 'files', ...name.split('/'))}${download ? '?download=1' : ''}`;
}

/** `digest` is part of its identity. */
export const artifactTextQuery = (at: VersionAddress, file: ArtifactFile) =>
  queryOptions({
    queryKey: ['artifact-text', at.entity, at.project, at.type, at.collection, at.version, file.path, file.digest],
    queryFn: async ({ signal }): Promise<string> =>
      new TextDecoder().decode(valueOf(await requestBytes(artifactFileAddress(at, file.path), { signal }))),
    staleTime: Infinity,
  });
