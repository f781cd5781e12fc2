import type { Database } from '@runstead/postgres';
import type { EventOf } from '@runstead/run-domain';
import type { Transaction } from 'kysely';
import { joinCollection, leaveCollection, moveAliases } from './memberships';

type Tx = Transaction<Database>;

/** From now on the version is seen: with its index, its aliases, and as an output of the run that logged it. */
export async function commitVersion(tx: Tx, { data, time }: EventOf<'ArtifactCommitted'>): Promise<void> {
  const version = await tx
    .updateTable('artifact_versions')
    .set({
      state: 'COMMITTED',
      version_index: data.versionIndex,
      digest: data.digest,
      size: data.size,
      file_count: data.fileCount,
      commit_hash: data.commitHash,
      manifest_key: data.manifest.objectKey,
      manifest_size: data.manifest.size,
      manifest_md5: data.manifest.md5,
      updated_at: new Date(time),
    })
    .where('artifact_id', '=', data.artifactId)
    .where('state', '=', 'PENDING')
    .returning(['collection_id', 'run_id'])
    .executeTakeFirst();
  if (!version) return;
  const { collection_id: collectionId, run_id: runId } = version;
  await joinCollection(tx, { collectionId, artifactId: data.artifactId, versionIndex: data.versionIndex }, time);
  await moveAliases(tx, collectionId, data.artifactId, data.aliases);
  if (runId === null) return;
  await tx
    .insertInto('artifact_runs')
    .values({ run_id: runId, direction: 'output', artifact_id: data.artifactId, used_as: null, created_at: new Date(time) })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** The version leaves every collection; its row stays, because contents of other versions name it as their birth artifact. */
export async function deleteVersion(tx: Tx, artifactId: string, time: number): Promise<void> {
  await tx
    .updateTable('artifact_versions')
    .set({ state: 'DELETED', updated_at: new Date(time) })
    .where('artifact_id', '=', artifactId)
    .execute();
  const memberships = await tx
    .selectFrom('artifact_memberships')
    .select('collection_id')
    .where('artifact_id', '=', artifactId)
    .orderBy('collection_id')
    .execute();
  for (const { collection_id: collectionId } of memberships) await leaveCollection(tx, collectionId, artifactId);
  await tx.deleteFrom('artifact_runs').where('artifact_id', '=', artifactId).execute();
}
