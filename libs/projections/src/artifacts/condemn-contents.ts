import type { Database } from '@runstead/postgres';
import type { EventOf } from '@runstead/run-domain';
import type { Transaction } from 'kysely';

type Tx = Transaction<Database>;

export async function condemnContents(tx: Tx, { data, time }: EventOf<'ArtifactContentsCondemned'>): Promise<void> {
  await mark(tx, data.projectId, data.digests, new Date(time));
}

export async function spareContents(tx: Tx, { data }: EventOf<'ArtifactContentsSpared'>): Promise<void> {
  await mark(tx, data.projectId, data.digests, null);
}

/** Only the object that was condemned: a content that was uploaded again has another one. */
export async function removeContents(tx: Tx, { data: { projectId, contents } }: EventOf<'ArtifactContentsRemoved'>): Promise<void> {
  if (contents.length === 0) return;
  const keys = contents.map(({ objectKey }) => objectKey);
  const digests = contents.map(({ digest }) => digest);
  await tx
    .deleteFrom('artifact_blobs')
    .where('project_id', '=', projectId)
    .where('digest', 'in', digests)
    .where('object_key', 'in', keys)
    .execute();
}

async function mark(tx: Tx, projectId: string, digests: readonly string[], condemned_at: Date | null): Promise<void> {
  if (digests.length === 0) return;
  await tx
    .updateTable('artifact_blobs')
    .set({ condemned_at })
    .where('project_id', '=', projectId)
    .where('digest', 'in', [...digests])
    .execute();
}
