import { type DynamicModule, Module } from '@nestjs/common';
import { type DistributedConfig, PlatformModule } from '@runstead/platform';
import { ProjectionsModule } from '@runstead/projections';
import { version } from './version';

/** From the log into Postgres and ClickHouse: a share of the partitions for each replica. */
@Module({})
export class ProjectorModule {
  static with(config: DistributedConfig): DynamicModule {
    const platform = PlatformModule.distributed(config, {
      service: 'projector',
      duties: ['projections'],
      vital: ['kafka', 'postgres', 'clickhouse'],
      version,
      staticDir: '',
    });
    return { module: ProjectorModule, imports: [platform, ProjectionsModule] };
  }
}
