import type { Database } from '@runstead/postgres';
import { type JsonObject, type Run, type RunState, type StateChange, isJsonObject, parseJson } from '@runstead/run-domain';
import type { Selectable } from 'kysely';
import type { RunRef } from './run-ref';

export type RunRow = Selectable<Database['runs']>;

/** The run that the row of the catalog holds; the inverse of what the projector wrote. */
export function runFromRow(row: RunRow): Run {
  return {
    runId: row.run_id,
    projectId: row.project_id,
    entity: row.entity,
    project: row.project,
    name: row.name,
    displayName: row.display_name,
    ordinal: row.ordinal,
    author: row.author,
    stub: row.stub,
    details: {
      notes: row.notes,
      tags: row.tags,
      group: row.group_name,
      jobType: row.job_type,
      commit: row.commit_sha,
      host: row.host,
      program: row.program,
      repo: row.repo,
      sweep: row.sweep,
    },
    config: document(row.config),
    environment: document(row.environment),
    state: row.state as RunState,
    exitCode: row.exit_code,
    stopRequested: row.stop_requested,
    preempting: row.preempting,
    createdAt: row.created_at.getTime(),
    updatedAt: row.updated_at.getTime(),
    endedAt: row.ended_at?.getTime() ?? null,
    deletedAt: row.deleted_at?.getTime() ?? null,
    timeline: parseJson(row.timeline) as unknown as StateChange[],
  };
}

function document(text: string): JsonObject {
  const value = parseJson(text);
  return isJsonObject(value) ? value : {};
}

export function refOf(run: Run): RunRef {
  const { runId, projectId, entity, project, name, state, stopRequested, deletedAt } = run;
  return { runId, projectId, entity, project, name, state, stopRequested, deleted: deletedAt !== null };
}
