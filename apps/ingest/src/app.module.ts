import { type DynamicModule, Module } from '@nestjs/common';
import { ListeningModule } from '@runstead/liveness';
import { type DistributedConfig, PlatformModule } from '@runstead/platform';
import { WandbProtocolModule } from '@runstead/wandb-protocol';
import { version } from './version';

/** The wandb wire protocol: GraphQL, lines of runs, uploads and downloads. It needs the log; everything else may be away for a while. */
@Module({})
export class IngestModule {
  static with(config: DistributedConfig): DynamicModule {
    const platform = PlatformModule.distributed(config, { service: 'ingest', duties: [], vital: ['kafka'], version, staticDir: '' });
    return { module: IngestModule, imports: [platform, WandbProtocolModule, ListeningModule] };
  }
}
