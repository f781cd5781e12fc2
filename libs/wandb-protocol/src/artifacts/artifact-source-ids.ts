import { plainGlobalId } from '../global-ids';

const COLLECTION = /^ArtifactCollection:(\d{1,18}|[1-8]\d{18})$/;
const MANIFEST = /^ArtifactManifest:(\d{1,18}|[1-8]\d{18})$/;

export function collectionId(rowId: string): string {
  return plainGlobalId('ArtifactCollection', rowId);
}

/** Null for text that is no collection's id. */
export function parseCollectionId(id: string): string | null {
  return COLLECTION.exec(Buffer.from(id, 'base64').toString('utf8'))?.[1] ?? null;
}

export function manifestId(rowId: string): string {
  return plainGlobalId('ArtifactManifest', rowId);
}

/** Null for text that is no manifest's id. */
export function parseManifestId(id: string): string | null {
  return MANIFEST.exec(Buffer.from(id, 'base64').toString('utf8'))?.[1] ?? null;
}
