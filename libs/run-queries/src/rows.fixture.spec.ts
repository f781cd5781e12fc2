import type { Database, SqlPool } from '@runstead/postgres';
import type { Insertable } from 'kysely';

/** Milliseconds of the first row; row ids carry the time as those of `Ids.rowId` do. */
export const START = Date.UTC(2026, 9, 1);
export const rowId = (ms: number, n = 0): string => ((BigInt(ms) << 21n) | BigInt(n)).toString();

export async function addProject(pool: SqlPool, entity: string, name: string, n = 0): Promise<string> {
  const id = rowId(START, n + 1);
  const row = { project_id: id, entity, name, description: null, created_at: new Date(START) };
  await pool.db.insertInto('projects').values(row).execute();
  return id;
}

export type RunValues = Insertable<Database['runs']>;

/** A finished run `r<n>`, created `n` seconds after the start. */
export function runRow(projectId: string, n: number, changes: Partial<RunValues> = {}): RunValues {
  const created = START + n * 1000;
  return {
    run_id: rowId(created, 100 + n),
    project_id: projectId,
    entity: 'ada',
    project: 'mnist',
    name: `r${n}`,
    display_name: `run-${n}`,
    ordinal: n,
    author: 'ada',
    stub: false,
    notes: null,
    tags: [],
    group_name: null,
    job_type: null,
    commit_sha: null,
    host: null,
    program: null,
    repo: null,
    sweep: null,
    config: '{}',
    environment: '{}',
    state: 'finished',
    exit_code: 0,
    stop_requested: false,
    preempting: false,
    created_at: new Date(created),
    updated_at: new Date(created),
    ended_at: null,
    deleted_at: null,
    timeline: '[]',
    version: 1,
    ...changes,
  };
}

export async function addRuns(pool: SqlPool, rows: readonly RunValues[]): Promise<void> {
  for (let at = 0; at < rows.length; at += 500)
    await pool.db
      .insertInto('runs')
      .values(rows.slice(at, at + 500))
      .execute();
}

export async function addStream(pool: SqlPool, runId: string, changes: Partial<Insertable<Database['run_streams']>> = {}): Promise<void> {
  const row: Insertable<Database['run_streams']> = {
    run_id: runId,
    writer: '',
    file: 'wandb-history.jsonl',
    next_line: 10,
    lines_received: 10,
    lines_logged: 10,
    lines_repeated: 0,
    lines_rewritten: 0,
    lines_skipped: 0,
    bytes_logged: 200,
    dead_letters: 0,
    last_line: null,
    generation: 0,
    first_at: new Date(START),
    last_at: new Date(START),
    ...changes,
  };
  await pool.db.insertInto('run_streams').values(row).execute();
}
