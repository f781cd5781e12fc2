import { Injectable } from '@nestjs/common';
import { ObjectStore } from '@runstead/object-store';
import { RunCommands } from '@runstead/run-commands';
import { Clock } from '@runstead/run-domain';
import type { Blob } from '../artifact';
import { ArtifactJournal } from '../artifact-journal';
import { CommitGate } from '../commit-gate';
import { GarbageMetrics } from './garbage-metrics';
import { GarbageRows } from './garbage-rows';
import { contentName, LiveContents, type Contents } from './live-contents';
import { OrphanedObjects } from './orphaned-objects';

const ACTOR = 'system:garbage-collector';
const AT_ONCE = 1_000;
const DAY_MS = 24 * 3_600_000;
/** Addresses for uploads are good for seven days: who did not commit by then cannot any more. */
const ABANDONED_AFTER_MS = 8 * DAY_MS;

/** What one collection did. Sizes are bytes. */
export interface Collected {
  /** Versions that were begun and never committed. */
  readonly abandonedVersions: number;
  /** Contents that lost their last version: they go after the grace period. */
  readonly condemned: { readonly contents: number; readonly bytes: number };
  /** Condemned contents that a version names again. */
  readonly spared: number;
  readonly freed: { readonly objects: number; readonly bytes: number };
}

/**
 * Frees what nothing refers to. Facts first, bytes last: a crash in between leaves objects that nothing points to, which
 * the next collection finds. A content is condemned when no manifest names it; uploads bring it again from then on; when
 * it is still not named a grace period later, it goes.
 */
@Injectable()
export class GarbageCollector {
  private running: Promise<Collected> | null = null;

  constructor(
    private readonly journal: ArtifactJournal,
    private readonly gate: CommitGate,
    private readonly rows: GarbageRows,
    private readonly live: LiveContents,
    private readonly orphans: OrphanedObjects,
    private readonly objects: ObjectStore,
    private readonly runs: RunCommands,
    private readonly metrics: GarbageMetrics,
    private readonly clock: Clock,
  ) {}

  /** One at a time: who asks meanwhile gets the answer of the one that runs. */
  collect(graceMs: number): Promise<Collected> {
    this.running ??= this.once(graceMs).finally(() => (this.running = null));
    return this.running;
  }

  private async once(graceMs: number): Promise<Collected> {
    await this.journal.caughtUp();
    const now = this.clock.now();
    const abandonedVersions = await this.abandon(now - ABANDONED_AFTER_MS);
    for (const { runId, name } of await this.rows.filesOfDeletedRuns(now - graceMs)) await this.runs.deleteFile(runId, name, ACTOR);
    const condemned = await this.condemn();
    const { spared, freed } = await this.removeCondemned(now - graceMs);
    for await (const key of this.orphans.keys(now - graceMs)) {
      freed.bytes += (await this.objects.size(key)) ?? 0;
      freed.objects += 1;
      await this.objects.delete(key);
    }
    this.metrics.bytes.inc(freed.bytes);
    this.metrics.objects.inc(freed.objects);
    this.metrics.condemned.inc(condemned.bytes);
    return { abandonedVersions, condemned, spared, freed };
  }

  private async abandon(before: number): Promise<number> {
    const versions = await this.rows.abandoned(before);
    for (const { projectId, artifactId } of versions)
      await this.journal.record(projectId, [{ type: 'ArtifactDeleted', data: { artifactId } }], ACTOR);
    return versions.length;
  }

  private async condemn(): Promise<{ contents: number; bytes: number }> {
    const total = { contents: 0, bytes: 0 };
    for (const projectId of await this.rows.projectsWithDeletions()) {
      for (let after = ''; ;) {
        const page = await this.rows.settled(projectId, after);
        const candidates = byName(page);
        await this.live.takeNamed(candidates, null);
        for (const blobs of slices([...candidates.values()])) {
          const digests = blobs.map(({ digest }) => digest);
          await this.journal.record(projectId, [{ type: 'ArtifactContentsCondemned', data: { projectId, digests } }], ACTOR);
          total.contents += blobs.length;
          total.bytes += blobs.reduce((sum, { size }) => sum + size, 0);
        }
        const last = page.at(-1);
        if (!last) break;
        after = last.digest;
      }
    }
    return total;
  }

  private async removeCondemned(before: number) {
    const freed = { objects: 0, bytes: 0 };
    let spared = 0;
    for (let after: Blob | null = null; ;) {
      const page: Blob[] = await this.rows.condemned(before, after);
      const candidates = byName(page);
      const began = this.clock.now();
      spared += await this.spare(await this.live.takeNamed(candidates, null));
      const gone = await this.gate.remove(async () => {
        await this.journal.caughtUp();
        // What was committed while the manifests were read.
        spared += await this.spare(await this.live.takeNamed(candidates, began));
        return this.remove([...candidates.values()]);
      });
      for (const { objectKey, size } of gone) {
        await this.objects.delete(objectKey);
        freed.objects += 1;
        freed.bytes += size;
      }
      after = page.at(-1) ?? null;
      if (after === null) return { spared, freed };
    }
  }

  private async spare(named: Contents<Blob>): Promise<number> {
    for (const [projectId, blobs] of byProject([...named.values()])) {
      const digests = blobs.map(({ digest }) => digest);
      await this.journal.record(projectId, [{ type: 'ArtifactContentsSpared', data: { projectId, digests } }], ACTOR);
    }
    return named.size;
  }

  private async remove(blobs: readonly Blob[]): Promise<readonly Blob[]> {
    for (const [projectId, own] of byProject(blobs)) {
      const contents = own.map(({ digest, objectKey, size }) => ({ digest, objectKey, size }));
      await this.journal.record(projectId, [{ type: 'ArtifactContentsRemoved', data: { projectId, contents } }], ACTOR);
    }
    return blobs;
  }
}

function byName(blobs: readonly Blob[]): Contents<Blob> {
  return new Map(blobs.map((blob) => [contentName(blob.projectId, blob.digest), blob]));
}

/** At most a thousand of one project each: they become one event. */
function byProject(blobs: readonly Blob[]): [string, readonly Blob[]][] {
  const found = new Map<string, Blob[]>();
  for (const blob of blobs) found.set(blob.projectId, [...(found.get(blob.projectId) ?? []), blob]);
  return [...found].flatMap(([projectId, own]) => slices(own).map((some): [string, readonly Blob[]] => [projectId, some]));
}

function slices<T>(all: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(all.length / AT_ONCE) }, (_, at) => all.slice(at * AT_ONCE, (at + 1) * AT_ONCE));
}
