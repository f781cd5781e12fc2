import { Module } from '@nestjs/common';
import { RunCommandsModule } from '@runstead/run-commands';
import { LivenessMetrics } from './liveness-metrics';
import { RunningRuns } from './running-runs';
import { StatusMonitor } from './status-monitor';
import { ProcessTime, SteadyTime } from './steady-time';

/** Who is alive, who is lost (architecture: heartbeats and run states). */
@Module({
  imports: [RunCommandsModule],
  providers: [StatusMonitor, RunningRuns, LivenessMetrics, { provide: SteadyTime, useClass: ProcessTime }],
  exports: [StatusMonitor],
})
export class LivenessModule {}
