import type { Database } from '@runstead/postgres';
import type { ArtifactEvent, EventOf } from '@runstead/run-domain';
import type { Transaction } from 'kysely';
import { changeCollection, createCollection, createType, deleteCollection } from './apply-collection-event';
import { commitVersion, deleteVersion } from './apply-version-event';
import { condemnContents, removeContents, spareContents } from './condemn-contents';
import { joinCollection, leaveCollection, moveAliases, removeAliases } from './memberships';

type Tx = Transaction<Database>;

/** Any event of artifacts but the stored contents, which are written in bulk. */
export async function applyArtifactEvent(tx: Tx, event: Exclude<ArtifactEvent, EventOf<'ArtifactBlobStored'>>): Promise<void> {
  switch (event.type) {
    case 'ArtifactTypeCreated':
      return createType(tx, event);
    case 'ArtifactCollectionCreated':
      return createCollection(tx, event);
    case 'ArtifactCollectionChanged':
      return changeCollection(tx, event);
    case 'ArtifactCollectionDeleted':
      return deleteCollection(tx, event);
    case 'ArtifactCreated':
      return createVersion(tx, event);
    case 'ArtifactClientMapped':
      return mapClient(tx, event.data.clientId, event.data.artifactId);
    case 'ArtifactManifestDeclared':
      return declareManifest(tx, event);
    case 'ArtifactManifestStored':
      return storeManifest(tx, event);
    case 'ArtifactContentsCondemned':
      return condemnContents(tx, event);
    case 'ArtifactContentsSpared':
      return spareContents(tx, event);
    case 'ArtifactContentsRemoved':
      return removeContents(tx, event);
    case 'ArtifactCommitted':
      return commitVersion(tx, event);
    case 'ArtifactRunRelated':
      return relateRun(tx, event);
    case 'ArtifactChanged':
      return changeVersion(tx, event);
    case 'ArtifactAliasesChanged':
      await removeAliases(tx, event.data.collectionId, event.data.artifactId, event.data.removed);
      return moveAliases(tx, event.data.collectionId, event.data.artifactId, event.data.added);
    case 'ArtifactLinked':
      await joinCollection(tx, event.data, event.time);
      return moveAliases(tx, event.data.collectionId, event.data.artifactId, event.data.aliases);
    case 'ArtifactUnlinked':
      return leaveCollection(tx, event.data.collectionId, event.data.artifactId);
    case 'ArtifactDeleted':
      return deleteVersion(tx, event.data.artifactId, event.time);
  }
}

async function createVersion(tx: Tx, { data, time, actor }: EventOf<'ArtifactCreated'>): Promise<void> {
  await tx
    .insertInto('artifact_versions')
    .values({
      artifact_id: data.artifactId,
      collection_id: data.collectionId,
      project_id: data.projectId,
      state: 'PENDING',
      run_id: data.runId,
      author: actor,
      digest: data.digest,
      sent_digest: data.digest,
      description: data.description,
      metadata: data.metadata,
      tags: [...data.tags],
      wanted_aliases: [...data.aliases],
      ttl_seconds: data.ttlSeconds,
      history_step: data.historyStep,
      distributed_key: data.distributedId,
      created_at: new Date(time),
      updated_at: new Date(time),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  if (data.clientId !== null) await mapClient(tx, data.clientId, data.artifactId);
}

async function mapClient(tx: Tx, client_key: string, artifact_id: string): Promise<void> {
  await tx
    .insertInto('artifact_clients')
    .values({ client_key, artifact_id })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

async function declareManifest(tx: Tx, { data }: EventOf<'ArtifactManifestDeclared'>): Promise<void> {
  const changing = { digest: data.digest, base_artifact_id: data.baseArtifactId };
  await tx
    .insertInto('artifact_manifests')
    .values({ manifest_id: data.manifestId, artifact_id: data.artifactId, name: data.name, kind: data.kind, ...changing })
    .onConflict((conflict) => conflict.column('manifest_id').doUpdateSet(changing))
    .execute();
}

async function storeManifest(tx: Tx, { data }: EventOf<'ArtifactManifestStored'>): Promise<void> {
  await tx
    .updateTable('artifact_manifests')
    .set({ object_key: data.objectKey, size: data.size, md5: data.md5 })
    .where('manifest_id', '=', data.manifestId)
    .execute();
}

async function relateRun(tx: Tx, { data, time }: EventOf<'ArtifactRunRelated'>): Promise<void> {
  await tx
    .insertInto('artifact_runs')
    .values({
      run_id: data.runId,
      direction: data.direction,
      artifact_id: data.artifactId,
      used_as: data.usedAs,
      created_at: new Date(time),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

async function changeVersion(tx: Tx, { data: { artifactId, changes }, time }: EventOf<'ArtifactChanged'>): Promise<void> {
  await tx
    .updateTable('artifact_versions')
    .set({
      updated_at: new Date(time),
      ...(changes.description === undefined ? {} : { description: changes.description }),
      ...(changes.metadata === undefined ? {} : { metadata: changes.metadata }),
      ...(changes.ttlSeconds === undefined ? {} : { ttl_seconds: changes.ttlSeconds }),
      ...(changes.tags === undefined ? {} : { tags: [...changes.tags] }),
    })
    .where('artifact_id', '=', artifactId)
    .execute();
}
