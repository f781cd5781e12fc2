import { Injectable } from '@nestjs/common';
import type { Version } from './artifact';
import { ContentCheck } from './content-check';
import type { ManifestEntry } from './manifest';
import { ManifestFiles } from './manifest-files';

/** A path of a committed version, with where its bytes are. */
export interface ArtifactFile {
  readonly artifactId: string;
  readonly entry: ManifestEntry;
  /** The project that holds the bytes. */
  readonly home: string;
  readonly updatedAt: number;
}

export interface ArtifactFilesPage {
  readonly files: readonly ArtifactFile[];
  readonly total: number;
}

/** The files of a version, read from its manifest. */
@Injectable()
export class ArtifactFiles {
  constructor(
    private readonly manifests: ManifestFiles,
    private readonly contents: ContentCheck,
  ) {}

  /** By path, references included, beginning after the path `after`; `names` (none: all) are whole paths. */
  async page(
    version: Version,
    { names, after, limit }: { readonly names: readonly string[]; readonly after: string | null; readonly limit: number },
  ): Promise<ArtifactFilesPage> {
    if (!version.manifest || version.state !== 'COMMITTED') return { files: [], total: 0 };
    const read = await this.manifests.read(version.manifest.objectKey);
    if (!read.ok) throw new Error(`The manifest of a committed artifact cannot be read: ${read.fault}`);
    const wanted = new Set(names);
    const matching = wanted.size === 0 ? read.manifest.entries : read.manifest.entries.filter(({ path }) => wanted.has(path));
    const beyond = after === null ? 0 : firstAfter(matching, after);
    const shown = matching.slice(beyond, beyond + limit);
    const homes = new Map<ManifestEntry, string>();
    for (const [home, entries] of await this.contents.byHome(version.projectId, shown)) for (const entry of entries) homes.set(entry, home);
    const files = shown.map((entry) => ({
      artifactId: version.artifactId,
      entry,
      home: homes.get(entry) ?? version.projectId,
      updatedAt: version.createdAt,
    }));
    return { files, total: matching.length };
  }
}

/** Paths are in order. */
function firstAfter(entries: readonly ManifestEntry[], path: string): number {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (entries[middle]!.path <= path) low = middle + 1;
    else high = middle;
  }
  return low;
}
