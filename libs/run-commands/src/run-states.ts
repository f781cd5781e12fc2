import { Injectable } from '@nestjs/common';
import type { LogPosition } from '@runstead/event-log';
import { SqlPool } from '@runstead/postgres';
import { runFromRow } from '@runstead/projections';
import type { Run } from '@runstead/run-domain';
import { CatalogProgress } from './catalog-progress';
import { Unprojected } from './unprojected';

/** The newest state of a run, which commands decide on: the catalog's row, or what was appended since. */
@Injectable()
export class RunStates {
  private readonly byId: Unprojected<Run>;
  private readonly byName: Unprojected<Run>;

  constructor(
    private readonly pool: SqlPool,
    private readonly catalog: CatalogProgress,
  ) {
    this.byId = new Unprojected(catalog);
    this.byName = new Unprojected(catalog);
  }

  async load(runId: string): Promise<Run | null> {
    await this.catalog.ready();
    return this.byId.get(runId) ?? this.fromRow(runId);
  }

  /** Of those of `runIds` that are runs, in one read. */
  async loadAll(runIds: readonly string[]): Promise<ReadonlyMap<string, Run>> {
    await this.catalog.ready();
    const runs = new Map<string, Run>();
    for (const runId of runIds) {
      const recent = this.byId.get(runId);
      if (recent) runs.set(runId, recent);
    }
    const rest = runIds.filter((runId) => !runs.has(runId) && isRowId(runId));
    if (rest.length === 0) return runs;
    const rows = await this.pool.db.selectFrom('runs').selectAll().where('run_id', 'in', rest).execute();
    for (const row of rows) runs.set(row.run_id, runFromRow(row));
    return runs;
  }

  async loadByName(projectId: string, name: string): Promise<Run | null> {
    await this.catalog.ready();
    const recent = this.recent(projectId, name);
    if (recent) return recent;
    const query = this.pool.db.selectFrom('runs').selectAll();
    const row = await query.where('project_id', '=', projectId).where('name', '=', name).executeTakeFirst();
    return row ? runFromRow(row) : null;
  }

  /** What this process knows ahead of the catalog. */
  recent(projectId: string, name: string): Run | undefined {
    return this.byName.get(nameKey(projectId, name));
  }

  /** `run` is the state after the event at `position`. */
  remember(run: Run, position: LogPosition): void {
    this.byId.put(run.runId, run, position);
    this.byName.put(nameKey(run.projectId, run.name), run, position);
  }

  private async fromRow(runId: string): Promise<Run | null> {
    if (!isRowId(runId)) return null;
    const row = await this.pool.db.selectFrom('runs').selectAll().where('run_id', '=', runId).executeTakeFirst();
    return row ? runFromRow(row) : null;
  }
}

function nameKey(projectId: string, name: string): string {
  return `${projectId}/${name}`;
}

/** Postgres would refuse anything else as a `bigint`; an id that cannot exist is an unknown run, not an error. */
export function isRowId(text: string): boolean {
  return /^\d{1,19}$/.test(text) && BigInt(text) < 2n ** 63n;
}
