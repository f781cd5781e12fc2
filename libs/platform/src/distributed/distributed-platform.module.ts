import { type DynamicModule, Module, type OnApplicationShutdown } from '@nestjs/common';
import { LoggerModule } from 'nestjs-pino';
import { HealthController } from '../health.controller';
import { loggerParams } from '../logging';
import { PLATFORM_TOKENS } from '../platform-tokens';
import type { DistributedConfig } from './distributed-config';
import { DistributedPlatform, type ServiceOptions, distributedProviders } from './distributed-providers';
import { closeDistributedStores } from './distributed-stores';

/** Binds every port to a server. */
@Module({})
export class DistributedPlatformModule implements OnApplicationShutdown {
  constructor(private readonly platform: DistributedPlatform) {}

  static with(config: DistributedConfig, options: ServiceOptions): DynamicModule {
    return {
      module: DistributedPlatformModule,
      global: true,
      imports: [LoggerModule.forRoot(loggerParams(config.logLevel))],
      controllers: [HealthController],
      providers: distributedProviders(config, options),
      exports: PLATFORM_TOKENS,
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await closeDistributedStores(this.platform.stores);
  }
}
