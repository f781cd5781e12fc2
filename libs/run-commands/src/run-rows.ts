import type { SqlPool } from '@runstead/postgres';
import type { RunState } from '@runstead/run-domain';
import { sql } from 'kysely';
import type { RunRef } from './run-ref';

interface Wanted {
  readonly projectId: string;
  readonly name: string;
  readonly resolve: (found: RunRef | null) => void;
  readonly reject: (error: unknown) => void;
}

interface FoundRow {
  readonly run_id: string;
  readonly project_id: string;
  readonly entity: string;
  readonly project: string;
  readonly name: string;
  readonly state: string;
  readonly stop_requested: boolean;
  readonly deleted: boolean;
}

const MOST_AT_ONCE = 500;

/**
 * Runs by name, from the database. Whatever is asked for while one statement runs goes into the next one together: after a
 * restart ten thousand clients speak within seconds, and the embedded database answers one statement at a time.
 */
export class RunRows {
  private waiting: Wanted[] = [];
  private busy = false;

  constructor(private readonly pool: SqlPool) {}

  /** As the rows were at some moment after the call; null when there is none. Throws what the store throws. */
  find(projectId: string, name: string): Promise<RunRef | null> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ projectId, name, resolve, reject });
      if (!this.busy) void this.ask();
    });
  }

  private async ask(): Promise<void> {
    this.busy = true;
    while (this.waiting.length > 0) {
      const wanted = this.waiting.splice(0, MOST_AT_ONCE);
      try {
        const found = await this.read(wanted);
        for (const { projectId, name, resolve } of wanted) resolve(found.get(`${projectId}/${name}`) ?? null);
      } catch (error) {
        for (const { reject } of wanted) reject(error);
      }
    }
    this.busy = false;
  }

  private async read(wanted: readonly Wanted[]): Promise<Map<string, RunRef>> {
    const { rows } = await sql<FoundRow>`
      SELECT r.run_id, r.project_id, r.entity, r.project, r.name, r.state, r.stop_requested, r.deleted_at IS NOT NULL AS deleted
      FROM (SELECT DISTINCT * FROM unnest(${wanted.map(({ projectId }) => projectId)}::bigint[], ${wanted.map(({ name }) => name)}::text[])
        AS asked (project_id, name)) AS asked
      JOIN runs r ON r.project_id = asked.project_id AND r.name = asked.name`.execute(this.pool.db);
    return new Map(rows.map((row) => [`${row.project_id}/${row.name}`, refOfRow(row)]));
  }
}

function refOfRow(row: FoundRow): RunRef {
  return {
    runId: row.run_id,
    projectId: row.project_id,
    entity: row.entity,
    project: row.project,
    name: row.name,
    state: row.state as RunState,
    stopRequested: row.stop_requested,
    deleted: row.deleted,
  };
}
