import { Module } from '@nestjs/common';
import { ProjectCommands } from './project-commands';
import { RunCommands } from './run-commands';
import { RunDirectory } from './run-directory';
import { StreamIntake } from './stream-intake';
import { StreamWatermarks } from './stream-watermarks';
import { WorkspaceCommands } from './workspace-commands';

const features = [RunDirectory, RunCommands, ProjectCommands, WorkspaceCommands, StreamWatermarks, StreamIntake];

/** Command handlers. Needs the ports of `PlatformModule` and `ProjectionProgress`, `ChangeFeed` of `ProjectionsModule`. */
@Module({ providers: features, exports: features })
export class RunCommandsModule {}
