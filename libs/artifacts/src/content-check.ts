import { Injectable } from '@nestjs/common';
import { parseArtifactGlobalId } from './artifact-ids';
import { refuse, type ArtifactRefusal } from './artifact-outcome';
import { ArtifactReads } from './artifact-reads';
import type { ManifestEntry } from './manifest';

/** Whether all bytes that a manifest names are there, and may be taken over from where they are. */
@Injectable()
export class ContentCheck {
  constructor(private readonly reads: ArtifactReads) {}

  async refusal(
    projectId: string,
    entries: readonly ManifestEntry[],
    mayRead: (projectId: string) => Promise<boolean>,
  ): Promise<ArtifactRefusal | null> {
    for (const [home, files] of await this.byHome(projectId, entries)) {
      if (home !== projectId && !(await mayRead(home))) return refuse('forbidden', 'Files of another project cannot be taken over.');
      const held = await this.reads.blobs(
        home,
        files.map(({ digest }) => digest),
      );
      for (const { path, digest, size } of files) {
        const blob = held.get(digest);
        const name = JSON.stringify(path.slice(0, 200));
        if (!blob) return refuse('conflict', `The file ${name} has not been uploaded.`);
        if (size !== null && size !== blob.size) return refuse('invalid', `The file ${name} has ${blob.size} bytes, not ${size}.`);
      }
    }
    return null;
  }

  /** The project that holds the bytes of each file: that of its birth artifact. */
  async byHome(projectId: string, entries: readonly ManifestEntry[]): Promise<Map<string, ManifestEntry[]>> {
    const files = entries.filter(({ ref }) => ref === null);
    const births = [...new Set(files.map(({ birth }) => (birth === null ? null : parseArtifactGlobalId(birth))))];
    const versions = await this.reads.versions(births.filter((id) => id !== null));
    const homes = new Map(versions.map((version) => [version.artifactId, version.projectId]));
    const found = new Map<string, ManifestEntry[]>();
    for (const file of files) {
      const birth = file.birth === null ? null : parseArtifactGlobalId(file.birth);
      const home = (birth === null ? undefined : homes.get(birth)) ?? projectId;
      const list = found.get(home);
      if (list) list.push(file);
      else found.set(home, [file]);
    }
    return found;
  }
}
