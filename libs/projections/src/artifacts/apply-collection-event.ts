import type { Database } from '@runstead/postgres';
import type { EventOf } from '@runstead/run-domain';
import type { Transaction } from 'kysely';
import { deleteVersion } from './apply-version-event';

type Tx = Transaction<Database>;

export async function createType(tx: Tx, { data, time }: EventOf<'ArtifactTypeCreated'>): Promise<void> {
  await tx
    .insertInto('artifact_types')
    .values({
      type_id: data.typeId,
      project_id: data.projectId,
      name: data.name,
      description: data.description,
      created_at: new Date(time),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** The first of a name stays. */
export async function createCollection(tx: Tx, { data, time }: EventOf<'ArtifactCollectionCreated'>): Promise<void> {
  await tx
    .insertInto('artifact_collections')
    .values({
      collection_id: data.collectionId,
      project_id: data.projectId,
      name: data.name,
      kind: data.kind,
      type_name: data.type,
      description: null,
      client_key: data.clientId,
      created_at: new Date(time),
      updated_at: new Date(time),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function changeCollection(tx: Tx, { data, time }: EventOf<'ArtifactCollectionChanged'>): Promise<void> {
  const { name, description, type, tags } = data.changes;
  await tx
    .updateTable('artifact_collections')
    .set({
      updated_at: new Date(time),
      ...(name === undefined ? {} : { name }),
      ...(description === undefined ? {} : { description }),
      ...(type === undefined ? {} : { type_name: type }),
      ...(tags === undefined ? {} : { tags: [...tags] }),
    })
    .where('collection_id', '=', data.collectionId)
    .execute();
}

export async function deleteCollection(tx: Tx, { data: { collectionId }, time }: EventOf<'ArtifactCollectionDeleted'>): Promise<void> {
  await tx
    .updateTable('artifact_collections')
    .set({ deleted_at: new Date(time) })
    .where('collection_id', '=', collectionId)
    .execute();
  const owned = await tx
    .selectFrom('artifact_versions')
    .select('artifact_id')
    .where('collection_id', '=', collectionId)
    .where('state', '!=', 'DELETED')
    .orderBy('artifact_id')
    .execute();
  for (const { artifact_id: artifactId } of owned) await deleteVersion(tx, artifactId, time);
  await tx.deleteFrom('artifact_memberships').where('collection_id', '=', collectionId).execute();
  await tx.deleteFrom('artifact_aliases').where('collection_id', '=', collectionId).execute();
}
