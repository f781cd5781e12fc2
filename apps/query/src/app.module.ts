import { join } from 'node:path';
import { type DynamicModule, Module } from '@nestjs/common';
import { GatewayModule } from '@runstead/gateway';
import { type DistributedConfig, PlatformModule } from '@runstead/platform';
import { version } from './version';

/** What browsers and scripts talk to: `/api/v1`, live updates, the web application. */
@Module({})
export class QueryModule {
  static with(config: DistributedConfig): DynamicModule {
    const platform = PlatformModule.distributed(config, {
      service: 'query',
      duties: [],
      vital: ['postgres', 'clickhouse'],
      version,
      staticDir: join(__dirname, '../../ui/dist'),
    });
    return { module: QueryModule, imports: [platform, GatewayModule] };
  }
}
