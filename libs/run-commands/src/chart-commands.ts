import { Injectable } from '@nestjs/common';
import { SqlPool } from '@runstead/postgres';
import { Clock, type EventOf, Ids, type LoggedEvent, currentVersion } from '@runstead/run-domain';
import { CatalogProgress } from './catalog-progress';
import { CommandLog } from './command-log';

export type ChartDraft = Omit<EventOf<'CustomChartSaved'>['data'], 'chartId'>;

/** Charts of an entity that scripts use by name (`wandb.plot_table`). */
@Injectable()
export class ChartCommands {
  constructor(
    private readonly pool: SqlPool,
    private readonly commands: CommandLog,
    private readonly catalog: CatalogProgress,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** Creates the chart, or replaces the one of that name; answers its id. */
  async save(draft: ChartDraft, actor: string): Promise<string> {
    await this.catalog.ready();
    const query = this.pool.db.selectFrom('custom_charts').select('chart_id');
    const known = await query.where('entity', '=', draft.entity).where('name', '=', draft.name).executeTakeFirst();
    const chartId = known?.chart_id ?? this.ids.rowId();
    const event: LoggedEvent = {
      id: this.ids.eventId(),
      type: 'CustomChartSaved',
      version: currentVersion('CustomChartSaved'),
      key: `account:${draft.entity}`,
      time: this.clock.now(),
      actor,
      data: { chartId, ...draft },
    };
    await this.commands.projected(await this.commands.append([event]));
    return chartId;
  }
}
