import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { ClickHouse } from '@runstead/clickhouse';
import { SqlPool } from '@runstead/postgres';
import { Clock } from '@runstead/run-domain';
import { ProjectorList } from '../projection-runner';
import { TableSwitch } from './table-switch';

/** Which version of each projection is shown: the registry (table `projection_versions`). */
@Injectable()
export class ProjectionVersions implements OnModuleInit {
  private readonly logger = new Logger('projections');

  constructor(
    private readonly pool: SqlPool,
    private readonly clickHouse: ClickHouse,
    private readonly clock: Clock,
    private readonly list: ProjectorList,
  ) {}

  /** Before the projections start: finishes a switch that a crash has cut, and says what is out of date. */
  async onModuleInit(): Promise<void> {
    await new TableSwitch({ pool: this.pool, clickHouse: this.clickHouse }).finish();
    for (const { id, version } of this.list.projectors) {
      const shown = await this.shown(id, version);
      if (shown.version < version)
        this.logger.warn(`Projection ${id} is shown as version ${shown.version}, this is ${version}: npm run rebuild -- ${id}`);
    }
  }

  /** What is shown; a projection that was never noted has been built by `version`. */
  async shown(projection: string, version: number): Promise<{ readonly version: number; readonly keptVersion: number | null }> {
    await this.pool.db
      .insertInto('projection_versions')
      .values({ projection, version, kept_version: null, switching: null, changed_at: new Date(this.clock.now()) })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const row = await this.pool.db
      .selectFrom('projection_versions')
      .selectAll()
      .where('projection', '=', projection)
      .executeTakeFirstOrThrow();
    return { version: row.version, keptVersion: row.kept_version };
  }

  /** The copy that was shown before is gone. */
  async forgetKept(projection: string): Promise<void> {
    await this.pool.db.updateTable('projection_versions').set({ kept_version: null }).where('projection', '=', projection).execute();
  }
}
