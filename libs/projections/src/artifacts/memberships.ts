import type { Database } from '@runstead/postgres';
import type { Transaction } from 'kysely';

type Tx = Transaction<Database>;
const LATEST = 'latest';

/** The version becomes `v<index>` of the collection. */
export async function joinCollection(
  tx: Tx,
  { collectionId, artifactId, versionIndex }: { collectionId: string; artifactId: string; versionIndex: number },
  time: number,
): Promise<void> {
  await tx
    .insertInto('artifact_memberships')
    .values({ collection_id: collectionId, artifact_id: artifactId, version_index: versionIndex, created_at: new Date(time) })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await tx
    .updateTable('artifact_collections')
    .set({ updated_at: new Date(time), next_index: versionIndex + 1 })
    .where('collection_id', '=', collectionId)
    .where('next_index', '<=', versionIndex)
    .execute();
}

export async function moveAliases(tx: Tx, collection_id: string, artifact_id: string, aliases: readonly string[]): Promise<void> {
  const distinct = [...new Set(aliases)];
  if (distinct.length === 0) return;
  await tx
    .insertInto('artifact_aliases')
    .values(distinct.map((alias) => ({ collection_id, alias, artifact_id })))
    .onConflict((conflict) => conflict.columns(['collection_id', 'alias']).doUpdateSet({ artifact_id }))
    .execute();
}

export async function removeAliases(tx: Tx, collectionId: string, artifactId: string, aliases: readonly string[]): Promise<void> {
  if (aliases.length === 0) return;
  await tx
    .deleteFrom('artifact_aliases')
    .where('collection_id', '=', collectionId)
    .where('artifact_id', '=', artifactId)
    .where('alias', 'in', [...aliases])
    .execute();
}

/** The membership and its aliases go; `latest` moves to the newest that stays. */
export async function leaveCollection(tx: Tx, collectionId: string, artifactId: string): Promise<void> {
  await tx.deleteFrom('artifact_memberships').where('collection_id', '=', collectionId).where('artifact_id', '=', artifactId).execute();
  const gone = await tx
    .deleteFrom('artifact_aliases')
    .where('collection_id', '=', collectionId)
    .where('artifact_id', '=', artifactId)
    .returning('alias')
    .execute();
  if (!gone.some(({ alias }) => alias === LATEST)) return;
  const newest = await tx
    .selectFrom('artifact_memberships')
    .select('artifact_id')
    .where('collection_id', '=', collectionId)
    .orderBy('version_index', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (newest) await moveAliases(tx, collectionId, newest.artifact_id, [LATEST]);
}
