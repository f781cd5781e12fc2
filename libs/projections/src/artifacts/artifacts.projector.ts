import { Injectable } from '@nestjs/common';
import type { ReadLimits } from '@runstead/event-log';
import type { Database } from '@runstead/postgres';
import { decodeEvent, eventTypeOf, isArtifactEventType, type ArtifactEvent, type EventOf, type Topic } from '@runstead/run-domain';
import type { Transaction } from 'kysely';
import { decodeEach } from '../dead-letters/dead-letter';
import { PostgresProjector, type ProjectionBatch, type ProjectionOutcome } from '../projector';
import { applyArtifactEvent } from './apply-artifact-event';
import { storeBlobs } from './store-blobs';
import { GATHER_STORED_CONTENTS } from './stored-contents';

/**
 * `run-events` into Postgres: types, collections, versions, aliases, contents and lineage of artifacts. A command waits
 * for it before it answers, so it lingers over stored contents only.
 */
@Injectable()
export class ArtifactsProjector extends PostgresProjector {
  readonly id = 'artifacts';
  readonly topics: readonly Topic[] = ['run-events'];
  override readonly limits: ReadLimits = { maxRecords: 1_000, maxBytes: 4 * 1024 * 1024 };
  override readonly linger = GATHER_STORED_CONTENTS;

  async write(batch: ProjectionBatch, tx: Transaction<Database>): Promise<ProjectionOutcome> {
    const own = batch.records.filter(({ headers }) => isArtifactEventType(eventTypeOf(headers)));
    const { decoded, deadLetters } = decodeEach(own, (record) => decodeEvent(record) as ArtifactEvent);
    let blobs: EventOf<'ArtifactBlobStored'>[] = [];
    for (const { value: event } of decoded) {
      if (event.type === 'ArtifactBlobStored') {
        blobs.push(event);
        continue;
      }
      // Contents are only looked at by commands, which wait for the whole batch: their place between most others is free.
      if (event.type.startsWith('ArtifactContents') && blobs.length > 0) {
        await storeBlobs(tx, blobs);
        blobs = [];
      }
      await applyArtifactEvent(tx, event);
    }
    if (blobs.length > 0) await storeBlobs(tx, blobs);
    return { changes: [], deadLetters };
  }
}
