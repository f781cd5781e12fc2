import { Module } from '@nestjs/common';
import { ProjectionsModule } from '@runstead/projections';
import { RunCommandsModule } from '@runstead/run-commands';
import { AgentSigns } from './agent-signs';
import { EarlyStops } from './early-stops';
import { OpenSweeps } from './open-sweeps';
import { Proposals } from './proposals';
import { SweepAgents } from './sweep-agents';
import { SweepCommands } from './sweep-commands';
import { SweepJournal } from './sweep-journal';
import { SweepQueries } from './sweep-queries';
import { SweepRows } from './sweep-rows';
import { SweepRuns } from './sweep-runs';
import { TargetWatch } from './target-watch';

const offered = [SweepCommands, SweepAgents, SweepQueries];

/** Search over hyperparameters: who tries what next. Needs the tokens of `PlatformModule`. */
@Module({
  imports: [ProjectionsModule, RunCommandsModule],
  providers: [...offered, AgentSigns, SweepJournal, SweepRows, SweepRuns, OpenSweeps, Proposals, EarlyStops, TargetWatch],
  exports: offered,
})
export class SweepsModule {}
