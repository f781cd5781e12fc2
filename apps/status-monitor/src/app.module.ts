import { type DynamicModule, Module } from '@nestjs/common';
import { LivenessModule } from '@runstead/liveness';
import { type DistributedConfig, PlatformModule } from '@runstead/platform';
import { version } from './version';

/** Who is alive and who is lost; of several replicas one leads. */
@Module({})
export class StatusMonitorModule {
  static with(config: DistributedConfig): DynamicModule {
    const platform = PlatformModule.distributed(config, {
      service: 'status-monitor',
      duties: ['status-monitor'],
      vital: ['redis', 'postgres'],
      version,
      staticDir: '',
    });
    return { module: StatusMonitorModule, imports: [platform, LivenessModule] };
  }
}
