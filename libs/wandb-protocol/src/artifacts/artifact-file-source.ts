import { artifactGlobalId, type ArtifactFile, type Version } from '@runstead/artifacts';
import { contentTypeOf } from '../files/content-types';
import { plainGlobalId } from '../global-ids';
import type { FileRecord } from '../resolvers/catalog-reads';
import { ArtifactUrls, MANIFEST_FILE } from './artifact-urls';

/** An entry of a manifest as a file. A reference is its own address. */
export function entryFile({ artifactId, entry, home, updatedAt }: ArtifactFile, urls: ArtifactUrls, origin: string): FileRecord {
  return {
    runId: '',
    name: entry.path,
    size: entry.size ?? 0,
    md5: entry.digest,
    contentType: contentTypeOf(entry.path),
    updatedAt,
    elsewhere: {
      id: plainGlobalId('ArtifactFile', `${artifactId}/${entry.path}`),
      url: entry.ref ?? urls.content(origin, home, entry.digest, entry.path),
      uploadUrl: null,
      storagePath: entry.ref ?? `wandb_artifacts/${home}/${Buffer.from(entry.digest, 'base64').toString('hex')}`,
      artifactId: artifactGlobalId(artifactId),
    },
  };
}

/** The manifest of a committed version. */
export function manifestFile(version: Version, urls: ArtifactUrls, origin: string): FileRecord {
  const { artifactId, manifest } = version;
  return {
    runId: '',
    name: MANIFEST_FILE,
    size: manifest?.size ?? 0,
    md5: manifest?.md5 ?? '',
    contentType: 'application/json',
    updatedAt: version.updatedAt,
    elsewhere: {
      id: plainGlobalId('ArtifactManifestFile', artifactId),
      url: urls.manifest(origin, artifactId),
      uploadUrl: null,
      storagePath: `wandb_artifacts/${artifactId}/${MANIFEST_FILE}`,
      artifactId: artifactGlobalId(artifactId),
    },
  };
}
