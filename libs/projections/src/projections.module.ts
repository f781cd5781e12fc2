import { Module } from '@nestjs/common';
import { ArtifactsProjector } from './artifacts/artifacts.projector';
import { CatalogProjector } from './catalog/catalog.projector';
import { ChangeFeed } from './change-feed';
import { DeadLetterOffice } from './dead-letters/dead-letter-office';
import { DeadLettersProjector } from './dead-letters/dead-letters.projector';
import { MaintenanceJobs } from './maintenance/maintenance-jobs';
import { MetricsProjector } from './metrics/metrics.projector';
import { SinkCheckpoint } from './metrics/sink-checkpoint';
import { SinkRestart } from './metrics/sink-restart';
import { ProjectionHealth } from './projection-health';
import { ProjectionMetrics } from './projection-metrics';
import { ProjectionProgress } from './projection-progress';
import { ProjectionRunner, ProjectorList } from './projection-runner';
import type { Projector } from './projector';
import { RemoteProgress } from './remote-progress';
import { ProjectionVersions } from './rebuild/projection-versions';
import { Rebuilds } from './rebuild/rebuilds';
import { RunIndexProjector } from './run-index/run-index.projector';
import { StreamsProjector } from './streams/streams.projector';
import { Verification } from './verify/verification';

/** What the module runs, in the order of the data's way. */
const PROJECTORS = [CatalogProjector, ArtifactsProjector, StreamsProjector, MetricsProjector, RunIndexProjector, DeadLettersProjector];

@Module({
  providers: [
    ...PROJECTORS,
    SinkCheckpoint,
    SinkRestart,
    { provide: ProjectorList, useFactory: (...projectors: Projector[]) => new ProjectorList(projectors), inject: [...PROJECTORS] },
    ChangeFeed,
    ProjectionProgress,
    RemoteProgress,
    ProjectionHealth,
    ProjectionMetrics,
    ProjectionRunner,
    ProjectionVersions,
    Rebuilds,
    Verification,
    MaintenanceJobs,
    DeadLetterOffice,
  ],
  exports: [ChangeFeed, ProjectionProgress, ProjectionHealth, ProjectionRunner, Rebuilds, Verification, MaintenanceJobs, DeadLetterOffice],
})
export class ProjectionsModule {}
