import { type DynamicModule, Module, type OnApplicationShutdown } from '@nestjs/common';
import { LoggerModule } from 'nestjs-pino';
import type { ServerConfig } from './config';
import { DistributedPlatformModule } from './distributed/distributed-platform.module';
import type { DistributedConfig } from './distributed/distributed-config';
import type { ServiceOptions } from './distributed/distributed-providers';
import { EmbeddedPlatform, embeddedProviders } from './embedded-providers';
import { closeEmbeddedStores } from './embedded-stores';
import { HealthController } from './health.controller';
import { loggerParams } from './logging';
import { PLATFORM_TOKENS } from './platform-tokens';

/** Binds every port to an adapter. `embedded` and `distributed` are the only places that name adapters. */
@Module({})
export class PlatformModule implements OnApplicationShutdown {
  constructor(private readonly platform: EmbeddedPlatform) {}

  /** `staticDir`: folder of the built web application. */
  static embedded(config: ServerConfig, version: string, staticDir: string): DynamicModule {
    return {
      module: PlatformModule,
      global: true,
      imports: [LoggerModule.forRoot(loggerParams(config.logLevel))],
      controllers: [HealthController],
      providers: embeddedProviders(config, version, staticDir),
      exports: PLATFORM_TOKENS,
    };
  }

  /** The stores are servers, and this process is one of several. */
  static distributed(config: DistributedConfig, options: ServiceOptions): DynamicModule {
    return DistributedPlatformModule.with(config, options);
  }

  async onApplicationShutdown(): Promise<void> {
    await closeEmbeddedStores(this.platform.stores);
  }
}
