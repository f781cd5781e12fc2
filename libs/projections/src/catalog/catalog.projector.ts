import { Injectable } from '@nestjs/common';
import type { ReadLimits } from '@runstead/event-log';
import type { Database } from '@runstead/postgres';
import {
  decodeEvent,
  eventTypeOf,
  isArtifactEventType,
  type ArtifactEvent,
  type LoggedEvent,
  type RunEvent,
  type Topic,
} from '@runstead/run-domain';
import type { Transaction } from 'kysely';
import { GATHER_STORED_CONTENTS } from '../artifacts/stored-contents';
import { decodeEach } from '../dead-letters/dead-letter';
import { PostgresProjector, type ProjectionBatch, type ProjectionOutcome } from '../projector';
import { applyAccountEvent } from './apply-account-event';
import { createProject, removeView, saveView, saveWorkspace } from './apply-project-event';
import { applySweepEvent, storeAssignments } from './apply-sweep-event';
import { RunChanges } from './run-changes';
import { RunFold } from './run-fold';
import { writeRuns } from './write-runs';

/** Artifacts have a projection of their own. */
type CatalogEvent = Exclude<LoggedEvent, ArtifactEvent>;

/**
 * `run-events` into Postgres: projects, runs with their files and alerts, sweeps, workspaces, users, keys, teams. A command waits
 * for it before it answers, so it lingers over stored contents only.
 */
@Injectable()
export class CatalogProjector extends PostgresProjector {
  readonly id = 'catalog';
  readonly topics: readonly Topic[] = ['run-events'];
  /** Decoding and evolving run on the server's own thread: about 30 ms a batch. */
  override readonly limits: ReadLimits = { maxRecords: 500, maxBytes: 4 * 1024 * 1024 };
  override readonly linger = GATHER_STORED_CONTENTS;

  async write(batch: ProjectionBatch, tx: Transaction<Database>): Promise<ProjectionOutcome> {
    const own = batch.records.filter(({ headers }) => !isArtifactEventType(eventTypeOf(headers)));
    const { decoded, deadLetters } = decodeEach(own, (record) => decodeEvent(record) as CatalogEvent);
    const fold = await RunFold.load(
      tx,
      decoded
        .map(({ value }) => value)
        .filter(isRunEvent)
        .map((event) => event.key),
    );
    const changes = new RunChanges();
    const assignments: Parameters<typeof storeAssignments>[1][number][] = [];
    for (const { record, value: event } of decoded) {
      switch (event.type) {
        case 'ProjectCreated':
          await createProject(tx, event);
          break;
        case 'WorkspaceSaved':
          await saveWorkspace(tx, event);
          break;
        case 'ViewSaved':
          await saveView(tx, event);
          break;
        case 'ViewRemoved':
          await removeView(tx, event);
          break;
        case 'UserSaved':
        case 'UserRemoved':
        case 'ApiKeyAdded':
        case 'ApiKeyRevoked':
        case 'TeamSaved':
        case 'CustomChartSaved':
          await applyAccountEvent(tx, event);
          break;
        case 'SweepCreated':
        case 'SweepChanged':
        case 'SweepDeleted':
        case 'SweepAgentRegistered':
          await applySweepEvent(tx, event);
          break;
        case 'SweepRunAssigned':
          assignments.push({ event, offset: record.offset });
          break;
        default: {
          const run = fold.apply(event, record.offset);
          if (run !== null) changes.note(run, event);
        }
      }
    }
    if (assignments.length > 0) await storeAssignments(tx, assignments);
    await writeRuns(tx, fold);
    return { changes: changes.list(), deadLetters };
  }
}

/** Their key is the run's row id. */
function isRunEvent(event: CatalogEvent): event is RunEvent {
  return /^\d+$/.test(event.key);
}
