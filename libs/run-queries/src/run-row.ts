import type { RunState } from '@runstead/run-domain';
import type { RunRow } from '@runstead/ui-contract';
import { sql } from 'kysely';

/** What the sidebar needs of a row of `runs`, joined as `r`; `heard_at` is the time of the run's newest stream lines. */
export interface RunRowRecord {
  readonly run_id: string;
  readonly entity: string;
  readonly project: string;
  readonly name: string;
  readonly display_name: string;
  readonly state: string;
  readonly stop_requested: boolean;
  readonly ordinal: number;
  readonly author: string;
  readonly tags: string[];
  readonly group_name: string | null;
  readonly job_type: string | null;
  readonly created_at: Date;
  readonly updated_at: Date;
  readonly ended_at: Date | null;
  readonly heard_at: Date | null;
}

/** Columns of `RunRowRecord`. The inner query runs once a row of the page, on the primary key of `run_streams`. */
export const runRowColumns = sql`
  r.run_id::text AS run_id, r.entity, r.project, r.name, r.display_name, r.state, r.stop_requested, r.ordinal, r.author, r.tags,
  r.group_name, r.job_type, r.created_at, r.updated_at, r.ended_at,
  (SELECT max(s.last_at) FROM run_streams s WHERE s.run_id = r.run_id) AS heard_at`;

/** `heartbeats` by row id (`LastHeartbeats`). */
export function toRunRow(record: RunRowRecord, heartbeats: ReadonlyMap<string, number>): RunRow {
  // Of the newest stored lines; a post without lines is known to the heartbeats only.
  const heard = record.heard_at?.getTime() ?? 0;
  return {
    name: record.name,
    displayName: record.display_name,
    state: record.state as RunState,
    stopRequested: record.stop_requested,
    ordinal: record.ordinal,
    author: record.author,
    tags: record.tags,
    group: record.group_name,
    jobType: record.job_type,
    createdAt: record.created_at.getTime(),
    updatedAt: Math.max(record.updated_at.getTime(), heard),
    endedAt: record.ended_at?.getTime() ?? null,
    lastHeartbeatAt: Math.max(heard, heartbeats.get(record.run_id) ?? 0) || null,
  };
}
