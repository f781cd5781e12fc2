import { createHash } from 'node:crypto';
import { isJsonObject, parseJson, stringifyJson, type JsonObject } from '@runstead/run-domain';

/** One path of an artifact (protocol, artifacts 3.1). */
export interface ManifestEntry {
  /** Data: compared and listed, never turned into a path of ours. */
  readonly path: string;
  /** Files: base64 of the MD5. References: whatever their store calls it. */
  readonly digest: string;
  /** Bytes; null when a reference does not tell. */
  readonly size: number | null;
  /** Address of a reference; null for a file. */
  readonly ref: string | null;
  /** Global id of the version that brought the bytes, as the client wrote it. */
  readonly birth: string | null;
}

/** The document as it was uploaded, and its entries in the order of their paths' bytes. */
export interface Manifest {
  readonly document: JsonObject;
  readonly entries: readonly ManifestEntry[];
}

export type ParsedManifest = { readonly ok: true; readonly manifest: Manifest } | { readonly ok: false; readonly fault: string };

/** Reads version 1. Anything else is a fault in words. */
export function parseManifest(text: string): ParsedManifest {
  let document;
  try {
    document = parseJson(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return fault('it is not JSON');
  }
  if (!isJsonObject(document) || document['version'] !== 1) return fault('it is not a manifest of version 1');
  const contents = document['contents'];
  if (contents === undefined || !isJsonObject(contents)) return fault('it has no contents');
  const entries: ManifestEntry[] = [];
  for (const [path, value] of Object.entries(contents)) {
    const entry = isJsonObject(value) ? entryOf(path, value) : null;
    if (!entry) return fault(`the entry ${JSON.stringify(path.slice(0, 200))} cannot be read`);
    entries.push(entry);
  }
  return { ok: true, manifest: { document, entries: entries.sort(byPath) } };
}

/** Later manifests win, path by path; the rest of the document is that of the last. Null when there is none. */
export function mergeManifests(manifests: readonly Manifest[]): Manifest | null {
  const last = manifests.at(-1);
  if (!last) return null;
  const contents: JsonObject = Object.create(null) as JsonObject;
  for (const { document } of manifests) Object.assign(contents, document['contents']);
  const parsed = parseManifest(stringifyJson({ ...last.document, contents }));
  if (!parsed.ok) throw new Error(`A merged manifest cannot be read: ${parsed.fault}`);
  return parsed.manifest;
}

/** What names a version's content: hex MD5 over paths and digests in order (protocol, artifacts 3.2). */
export function artifactDigest(entries: readonly ManifestEntry[]): string {
  const hash = createHash('md5').update('wandb-artifact-manifest-v1\n', 'utf8');
  for (const { path, digest } of entries) hash.update(`${path}:${digest}\n`, 'utf8');
  return hash.digest('hex');
}

function entryOf(path: string, value: JsonObject): ManifestEntry | null {
  const { digest, size, ref, birthArtifactID: birth } = value;
  if (typeof digest !== 'string' || path === '' || !path.isWellFormed() || path.includes('\0')) return null;
  if (size !== undefined && size !== null && !(typeof size === 'number' && Number.isSafeInteger(size) && size >= 0)) return null;
  return {
    path,
    digest,
    size: typeof size === 'number' ? size : null,
    ref: typeof ref === 'string' && ref !== '' ? ref : null,
    birth: typeof birth === 'string' && birth !== '' ? birth : null,
  };
}

function byPath(a: ManifestEntry, b: ManifestEntry): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0;
}

function fault(text: string): ParsedManifest {
  return { ok: false, fault: text };
}
