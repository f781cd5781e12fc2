import { Injectable } from '@nestjs/common';
import { ObjectStore } from '@runstead/object-store';
import { SqlPool } from '@runstead/postgres';

const PAGE = 1_000;
/** `…/<hex MD5>-<event id>`, or as it was once `…/<hex MD5>/<event id>`. */
const CONTENT = /^artifacts\/contents\/(\d{1,19})\/(?:[0-9a-f]{2}\/)?([0-9a-f]{32})[-/][^/]+$/;
const MANIFEST = /^artifacts\/manifests\/\d{1,19}\/(\d{1,19})\/[^/]+$/;
const RUN_FILE = /^runs\/(\d{1,19})\/[0-9a-f]{64}\/[^/]+$/;
const EVENT_TIME = /([0-9a-f]{8})-([0-9a-f]{4})-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * Objects that nothing points to: uploads whose server died before their event, files that were sent twice, replaced or
 * deleted, manifests of versions that are gone. An object is looked at when it is older than `before` (its name carries
 * the time of its upload): younger ones may be on their way.
 */
@Injectable()
export class OrphanedObjects {
  constructor(
    private readonly objects: ObjectStore,
    private readonly pool: SqlPool,
  ) {}

  async *keys(before: number): AsyncIterable<string> {
    for (const prefix of ['artifacts/contents/', 'artifacts/manifests/', 'runs/']) {
      for (let after: string | null = null; ;) {
        const page: string[] = await this.objects.list(prefix, after, PAGE);
        const old = page.filter((key) => timeOf(key) < before);
        const used = await this.used(old, before);
        for (const key of old) if (isOurs(key) && !used.has(key)) yield key;
        after = page.at(-1) ?? null;
        if (page.length < PAGE) break;
      }
    }
  }

  private async used(keys: readonly string[], before: number): Promise<Set<string>> {
    const [contents, manifests, files] = await Promise.all([
      this.usedContents(keys.flatMap((key) => contentOf(key) ?? [])),
      this.usedManifests(idsIn(keys, MANIFEST), before),
      this.usedFiles(idsIn(keys, RUN_FILE)),
    ]);
    return new Set([...contents, ...manifests, ...files]);
  }

  private async usedContents(asked: readonly { projectId: string; digest: string }[]): Promise<string[]> {
    if (asked.length === 0) return [];
    const rows = await this.pool.db
      .selectFrom('artifact_blobs')
      .select('object_key')
      .where('project_id', 'in', [...new Set(asked.map(({ projectId }) => projectId))])
      .where('digest', 'in', [...new Set(asked.map(({ digest }) => digest))])
      .execute();
    return rows.map((row) => row.object_key);
  }

  /** Of a committed version only its final manifest; of a deleted one none, a grace period after it went. */
  private async usedManifests(artifactIds: readonly string[], before: number): Promise<string[]> {
    if (artifactIds.length === 0) return [];
    const versions = await this.pool.db
      .selectFrom('artifact_versions')
      .select(['artifact_id', 'state', 'manifest_key', 'updated_at'])
      .where('artifact_id', 'in', [...artifactIds])
      .execute();
    const kept = versions.filter(({ state, updated_at: changed }) => state !== 'DELETED' || changed.getTime() >= before);
    const written = kept.filter(({ state }) => state !== 'COMMITTED').map(({ artifact_id: id }) => id);
    const records =
      written.length === 0
        ? []
        : await this.pool.db.selectFrom('artifact_manifests').select('object_key').where('artifact_id', 'in', written).execute();
    return [...kept.map((row) => row.manifest_key), ...records.map((row) => row.object_key)].filter((key) => key !== null);
  }

  private async usedFiles(runIds: readonly string[]): Promise<string[]> {
    if (runIds.length === 0) return [];
    const rows = await this.pool.db
      .selectFrom('run_files')
      .select('object_key')
      .where('run_id', 'in', [...runIds])
      .execute();
    return rows.map((row) => row.object_key);
  }
}

/** Milliseconds; for ever young when the name does not tell. */
function timeOf(key: string): number {
  const [, high, low] = EVENT_TIME.exec(key) ?? [];
  return high === undefined || low === undefined ? Infinity : Number.parseInt(high + low, 16);
}

function isOurs(key: string): boolean {
  return CONTENT.test(key) || MANIFEST.test(key) || RUN_FILE.test(key);
}

function idsIn(keys: readonly string[], form: RegExp): string[] {
  return [...new Set(keys.flatMap((key) => form.exec(key)?.[1] ?? []))];
}

function contentOf(key: string): { projectId: string; digest: string } | null {
  const [, projectId, hex] = CONTENT.exec(key) ?? [];
  return projectId === undefined || hex === undefined ? null : { projectId, digest: Buffer.from(hex, 'hex').toString('base64') };
}
