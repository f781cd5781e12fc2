import type { Database } from '@runstead/postgres';
import type { EventOf } from '@runstead/run-domain';
import type { Transaction } from 'kysely';
import { slices } from '../bound-arrays';

/**
 * An artifact of 10,000 files is 10,000 of these: one statement for many. The first of a content in a project stays,
 * unless it is condemned: then the new one takes its place.
 */
export async function storeBlobs(tx: Transaction<Database>, events: readonly EventOf<'ArtifactBlobStored'>[]): Promise<void> {
  for (const some of slices(firstOfEach(events), 1_000))
    await tx
      .insertInto('artifact_blobs')
      .values(
        some.map(({ data, time }) => ({
          project_id: data.projectId,
          digest: data.digest,
          artifact_id: data.artifactId,
          sha256: data.sha256,
          size: data.size,
          object_key: data.objectKey,
          created_at: new Date(time),
        })),
      )
      .onConflict((conflict) =>
        conflict
          .columns(['project_id', 'digest'])
          .doUpdateSet((is) => ({
            artifact_id: is.ref('excluded.artifact_id'),
            sha256: is.ref('excluded.sha256'),
            size: is.ref('excluded.size'),
            object_key: is.ref('excluded.object_key'),
            created_at: is.ref('excluded.created_at'),
            condemned_at: null,
          }))
          .where('artifact_blobs.condemned_at', 'is not', null),
      )
      .execute();
}

/** A statement may touch a row once. */
function firstOfEach(events: readonly EventOf<'ArtifactBlobStored'>[]): EventOf<'ArtifactBlobStored'>[] {
  const found = new Map<string, EventOf<'ArtifactBlobStored'>>();
  for (const event of events) {
    const key = `${event.data.projectId}/${event.data.digest}`;
    if (!found.has(key)) found.set(key, event);
  }
  return [...found.values()];
}
