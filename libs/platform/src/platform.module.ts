import { type DynamicModule, Module, type OnApplicationShutdown } from '@nestjs/common';
import { LoggerModule } from 'nestjs-pino';
import type { ServerConfig } from './config';
import { EmbeddedPlatform, PLATFORM_TOKENS, embeddedProviders } from './embedded-providers';
import { closeEmbeddedStores } from './embedded-stores';
import { HealthController } from './health.controller';
import { loggerParams } from './logging';

/** Binds every port to an adapter. `embedded` and (with the distributed deployment) `distributed` are the only places that name adapters. */
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

  async onApplicationShutdown(): Promise<void> {
    await closeEmbeddedStores(this.platform.stores);
  }
}
