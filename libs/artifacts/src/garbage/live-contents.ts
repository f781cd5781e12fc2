import { Injectable } from '@nestjs/common';
import { ObjectNotFoundError } from '@runstead/object-store';
import { SqlPool } from '@runstead/postgres';
import { ContentCheck } from '../content-check';
import { ManifestFiles } from '../manifest-files';

const PAGE = 200;

/** Contents by `contentName`. */
export type Contents<Value> = Map<string, Value>;

export function contentName(projectId: string, digest: string): string {
  return `${projectId}/${digest}`;
}

/** Which contents are named by a manifest: of a committed version of any project, or of one that is being written. */
@Injectable()
export class LiveContents {
  constructor(
    private readonly pool: SqlPool,
    private readonly manifests: ManifestFiles,
    private readonly contents: ContentCheck,
  ) {}

  /** Takes what is named away from `candidates` and answers it. `since`: only by versions that changed at that time or later. */
  async takeNamed<Value>(candidates: Contents<Value>, since: number | null): Promise<Contents<Value>> {
    const named: Contents<Value> = new Map();
    for (let after = '0'; candidates.size > 0;) {
      const page = await this.liveManifests(after, since);
      for (const { projectId, objectKeys } of page)
        for (const objectKey of objectKeys) move(await this.namesIn(projectId, objectKey), candidates, named);
      const last = page.at(-1);
      if (!last) break;
      after = last.artifactId;
    }
    return named;
  }

  private async namesIn(projectId: string, objectKey: string): Promise<string[]> {
    try {
      const read = await this.manifests.read(objectKey);
      // A manifest that cannot be read is not committed: it holds nothing back.
      if (!read.ok) return [];
      const homes = await this.contents.byHome(projectId, read.manifest.entries);
      return [...homes].flatMap(([home, entries]) => entries.map(({ digest }) => contentName(home, digest)));
    } catch (error) {
      if (error instanceof ObjectNotFoundError) return [];
      throw error;
    }
  }

  /** A page of versions with all manifests of each. */
  private async liveManifests(after: string, since: number | null) {
    let versions = this.pool.db
      .selectFrom('artifact_versions')
      .select(['artifact_id', 'project_id', 'state', 'manifest_key'])
      .where('state', '!=', 'DELETED')
      .where('artifact_id', '>', after);
    if (since !== null) versions = versions.where((is) => is.or([is('updated_at', '>=', new Date(since)), is('state', '=', 'PENDING')]));
    const page = await versions.orderBy('artifact_id').limit(PAGE).execute();
    const written = page.filter(({ state }) => state === 'PENDING').map(({ artifact_id: id }) => id);
    const records =
      written.length === 0
        ? []
        : await this.pool.db
            .selectFrom('artifact_manifests')
            .select(['artifact_id', 'object_key'])
            .where('artifact_id', 'in', written)
            .where('object_key', 'is not', null)
            .execute();
    return page.map((row) => {
      const own = records.filter((record) => record.artifact_id === row.artifact_id).map((record) => record.object_key);
      const objectKeys = [row.manifest_key, ...own].filter((key) => key !== null);
      return { artifactId: row.artifact_id, projectId: row.project_id, objectKeys };
    });
  }
}

function move<Value>(names: readonly string[], from: Contents<Value>, to: Contents<Value>): void {
  for (const name of names) {
    const found = from.get(name);
    if (found === undefined) continue;
    to.set(name, found);
    from.delete(name);
  }
}
