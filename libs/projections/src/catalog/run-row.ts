import type { Database } from '@runstead/postgres';
import {
  isJsonObject,
  parseJson,
  stringifyJson,
  historyEditsOf,
  type HistoryEdit,
  type JsonObject,
  type JsonValue,
  type Run,
  type StateChange,
} from '@runstead/run-domain';
import type { Selectable } from 'kysely';

export type RunRow = Selectable<Database['runs']>;

/** The row of a run; `version` is the offset of the last event applied. */
export function runToRow(run: Run, version: number): RunRow {
  const { details } = run;
  return {
    run_id: run.runId,
    project_id: run.projectId,
    entity: run.entity,
    project: run.project,
    name: run.name,
    display_name: run.displayName,
    ordinal: run.ordinal,
    author: run.author,
    stub: run.stub,
    notes: details.notes,
    tags: [...(details.tags ?? [])],
    group_name: details.group,
    job_type: details.jobType,
    commit_sha: details.commit,
    host: details.host,
    program: details.program,
    repo: details.repo,
    sweep: details.sweep,
    config: stringifyJson(run.config),
    environment: stringifyJson(run.environment),
    state: run.state,
    exit_code: run.exitCode,
    stop_requested: run.stopRequested,
    preempting: run.preempting,
    created_at: new Date(run.createdAt),
    updated_at: new Date(run.updatedAt),
    ended_at: dateOrNull(run.endedAt),
    deleted_at: dateOrNull(run.deletedAt),
    timeline: JSON.stringify(run.timeline),
    history_edits: stringifyEdits(run.historyEdits),
    history_edited_at: dateOrNull(run.historyEditedAt),
    version,
  };
}

/** The run as `evolve` left it. Tags that were never told come back as none. */
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
    config: objectOf(parseJson(row.config)),
    environment: objectOf(parseJson(row.environment)),
    // Both columns are written by `runToRow` alone.
    state: row.state as Run['state'],
    timeline: JSON.parse(row.timeline) as StateChange[],
    historyEdits: historyEditsOf(row.history_edits),
    historyEditedAt: row.history_edited_at?.getTime() ?? null,
    exitCode: row.exit_code,
    stopRequested: row.stop_requested,
    preempting: row.preempting,
    createdAt: row.created_at.getTime(),
    updatedAt: row.updated_at.getTime(),
    endedAt: row.ended_at?.getTime() ?? null,
    deletedAt: row.deleted_at?.getTime() ?? null,
  };
}

/** `stringifyJson`, for documents that hold NaN in what a client sent. */
function stringifyEdits(edits: readonly HistoryEdit[]): string {
  return edits.length === 0 ? '[]' : stringifyJson(edits as unknown as JsonValue);
}

function dateOrNull(time: number | null): Date | null {
  return time === null ? null : new Date(time);
}

function objectOf(value: JsonValue): JsonObject {
  return isJsonObject(value) ? value : {};
}
