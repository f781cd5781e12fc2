import type { Database } from '@runstead/postgres';
import type { EventOf } from '@runstead/run-domain';
import type { Transaction } from 'kysely';
import { slices } from '../bound-arrays';

/** An artifact of 10,000 files is 10,000 of these: one statement for many. The first of a content in a project stays. */
export async function storeBlobs(tx: Transaction<Database>, events: readonly EventOf<'ArtifactBlobStored'>[]): Promise<void> {
  for (const some of slices(events, 1_000))
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
      .onConflict((conflict) => conflict.doNothing())
      .execute();
}
