import { sql } from 'kysely';
import type { RebuildPlan } from './rebuild-plan';
import { sideName, type LiveStores } from './side-stores';

interface Exchange {
  readonly side: string;
  /** Table -> the engine's id of the copy, before it was exchanged. */
  readonly built: Readonly<Record<string, string>>;
  readonly version: number;
  readonly keptVersion: number;
}

/** Shows the copy instead of the original and keeps the original as the copy. Nothing may write to either meanwhile. */
export class TableSwitch {
  constructor(private readonly live: LiveStores) {}

  async exchange(plan: RebuildPlan, versions: { readonly version: number; readonly keptVersion: number }): Promise<void> {
    const side = sideName(plan.projection, 'side');
    if (plan.postgres.length > 0) await this.exchangeRelations(plan, side, versions);
    if (plan.clickHouse.length === 0) return;
    const built = await this.tableIds(side);
    const wanted = Object.fromEntries(plan.clickHouse.map(({ name }) => [name, built.get(name) ?? '']));
    // Tables of ClickHouse are exchanged one by one. The registry says what is meant; a crash in between is finished from it.
    const exchange: Exchange = { side, built: wanted, ...versions };
    await this.note(plan.projection, { switching: JSON.stringify(exchange) });
    await this.exchangeTables(plan.projection, exchange);
  }

  /** Finishes what a crash has cut. Called before anything reads or writes. */
  async finish(): Promise<void> {
    const cut = await this.live.pool.db.selectFrom('projection_versions').selectAll().where('switching', 'is not', null).execute();
    for (const { projection, switching } of cut)
      // Written by `exchange` alone.
      if (switching !== null) await this.exchangeTables(projection, JSON.parse(switching) as Exchange);
  }

  /** All in one transaction, the registry too. Indexes go with their tables. */
  private async exchangeRelations(plan: RebuildPlan, side: string, versions: Pick<Exchange, 'version' | 'keptVersion'>): Promise<void> {
    await this.live.pool.transaction(async (tx) => {
      const { rows } = await sql<{ name: string }>`SELECT current_schema() AS name`.execute(tx);
      const shown = rows[0]?.name ?? 'public';
      const aside = `${side}_moving`;
      await sql`CREATE SCHEMA ${sql.id(aside)}`.execute(tx);
      for (const { name } of plan.postgres) {
        await sql`ALTER TABLE ${sql.id(side, name)} SET SCHEMA ${sql.id(aside)}`.execute(tx);
        await sql`ALTER TABLE ${sql.id(shown, name)} SET SCHEMA ${sql.id(side)}`.execute(tx);
        await sql`ALTER TABLE ${sql.id(aside, name)} SET SCHEMA ${sql.id(shown)}`.execute(tx);
      }
      await sql`DROP SCHEMA ${sql.id(aside)}`.execute(tx);
      await tx
        .updateTable('projection_versions')
        .set({ version: versions.version, kept_version: versions.keptVersion, changed_at: sql<Date>`now()` })
        .where('projection', '=', plan.projection)
        .execute();
    });
  }

  private async exchangeTables(projection: string, { side, built, version, keptVersion }: Exchange): Promise<void> {
    const { clickHouse } = this.live;
    const [database] = await clickHouse.query<{ name: string }>('SELECT currentDatabase() AS name');
    const now = await this.tableIds(side);
    for (const [table, id] of Object.entries(built))
      // Another id beside means that this table has been exchanged.
      if (now.get(table) === id) await clickHouse.command(`EXCHANGE TABLES ${database?.name ?? 'default'}.${table} AND ${side}.${table}`);
    await this.note(projection, { switching: null, version, kept_version: keptVersion });
  }

  private async tableIds(database: string): Promise<Map<string, string>> {
    const rows = await this.live.clickHouse.query<{ name: string; id: string }>(
      'SELECT name, toString(uuid) AS id FROM system.tables WHERE database = {database:String}',
      { database },
    );
    return new Map(rows.map(({ name, id }) => [name, id]));
  }

  private async note(
    projection: string,
    told: { readonly switching: string | null; readonly version?: number; readonly kept_version?: number },
  ): Promise<void> {
    await this.live.pool.db
      .updateTable('projection_versions')
      .set({ ...told, changed_at: sql<Date>`now()` })
      .where('projection', '=', projection)
      .execute();
  }
}
