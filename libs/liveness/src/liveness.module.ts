import { Module } from '@nestjs/common';
import { RunCommandsModule } from '@runstead/run-commands';
import { StatusMonitor } from './status-monitor';

/** Who is alive, who is lost (architecture: heartbeats and run states). */
@Module({ imports: [RunCommandsModule], providers: [StatusMonitor], exports: [StatusMonitor] })
export class LivenessModule {}
