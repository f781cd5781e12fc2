import { type DynamicModule, Module } from '@nestjs/common';
import { PlatformModule, type ServerConfig } from '@runstead/platform';
import { ProjectionsModule } from '@runstead/projections';

/** Stores and projections without a server: for maintenance of a data directory that no server uses. */
@Module({})
export class MaintenanceModule {
  static with(config: ServerConfig, version: string): DynamicModule {
    return { module: MaintenanceModule, imports: [PlatformModule.embedded(config, version, ''), ProjectionsModule] };
  }
}
