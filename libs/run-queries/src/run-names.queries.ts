import { Injectable } from '@nestjs/common';
import { SqlPool } from '@runstead/postgres';

export interface NamedRun {
  readonly runId: string;
  readonly projectId: string;
  readonly name: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  /** The n-th run of its project: fixes its colour. */
  readonly ordinal: number;
}

/** Row ids of runs that a request names, and names of row ids that a projector reports. */
@Injectable()
export class RunNamesQueries {
  constructor(private readonly pool: SqlPool) {}

  /** Those of `names` that are runs of the project and not deleted, in the order asked for. */
  async byNames(projectId: string, names: readonly string[]): Promise<NamedRun[]> {
    const rows = await this.select()
      .where('project_id', '=', projectId)
      .where('name', 'in', [...new Set(names)])
      .where('deleted_at', 'is', null)
      .execute();
    const byName = new Map(rows.map((row) => [row.name, named(row)]));
    return [...new Set(names)].flatMap((name) => byName.get(name) ?? []);
  }

  async byIds(runIds: readonly string[]): Promise<NamedRun[]> {
    if (runIds.length === 0) return [];
    const rows = await this.select()
      .where('run_id', 'in', [...runIds])
      .execute();
    return rows.map(named);
  }

  private select() {
    return this.pool.db.selectFrom('runs').select(['run_id', 'project_id', 'name', 'created_at', 'ordinal']);
  }
}

function named(row: { run_id: string; project_id: string; name: string; created_at: Date; ordinal: number }): NamedRun {
  return { runId: row.run_id, projectId: row.project_id, name: row.name, createdAt: row.created_at.getTime(), ordinal: row.ordinal };
}
