import { type DynamicModule, Module } from '@nestjs/common';
import { AccountsModule } from '@runstead/accounts';
import { GatewayModule } from '@runstead/gateway';
import { ListeningModule, LivenessModule } from '@runstead/liveness';
import { PlatformModule, type ServerConfig } from '@runstead/platform';
import { ProjectionsModule } from '@runstead/projections';
import { RunCommandsModule } from '@runstead/run-commands';
import { RunQueriesModule } from '@runstead/run-queries';
import { WandbProtocolModule } from '@runstead/wandb-protocol';

/** Every feature on embedded adapters: one process, one port. */
@Module({})
export class StandaloneModule {
  static with(config: ServerConfig, version: string, staticDir: string): DynamicModule {
    return {
      module: StandaloneModule,
      imports: [
        PlatformModule.embedded(config, version, staticDir),
        ProjectionsModule,
        RunCommandsModule,
        AccountsModule,
        RunQueriesModule,
        LivenessModule,
        ListeningModule,
        WandbProtocolModule,
        GatewayModule,
      ],
    };
  }
}
