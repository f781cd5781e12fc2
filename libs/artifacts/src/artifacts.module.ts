import { Module } from '@nestjs/common';
import { ProjectionsModule } from '@runstead/projections';
import { RunCommandsModule } from '@runstead/run-commands';
import { ArtifactChanges } from './artifact-changes';
import { ArtifactCommit } from './artifact-commit';
import { ArtifactFiles } from './artifact-files';
import { ArtifactJournal } from './artifact-journal';
import { ArtifactReads } from './artifact-reads';
import { ArtifactUploads } from './artifact-uploads';
import { ArtifactWriter } from './artifact-writer';
import { ArtifactPageQueries } from './browse/artifact-pages.queries';
import { LineageQueries } from './browse/lineage.queries';
import { RunFactsReads } from './browse/run-facts';
import { CollectionChanges } from './collection-changes';
import { CollectionReads } from './collection-reads';
import { CommitGate } from './commit-gate';
import { ContentCheck } from './content-check';
import { GarbageCollector } from './garbage/garbage-collector';
import { GarbageMetrics } from './garbage/garbage-metrics';
import { GarbageRows } from './garbage/garbage-rows';
import { GarbageSchedule } from './garbage/garbage-schedule';
import { LiveContents } from './garbage/live-contents';
import { OrphanedObjects } from './garbage/orphaned-objects';
import { ManifestFiles } from './manifest-files';
import { RunArtifactQueries } from './run-artifact.queries';

const offered = [
  ArtifactReads,
  CollectionReads,
  ArtifactWriter,
  ArtifactUploads,
  ArtifactCommit,
  ArtifactChanges,
  CollectionChanges,
  ArtifactFiles,
  RunArtifactQueries,
  GarbageCollector,
  ArtifactPageQueries,
  LineageQueries,
];

const garbage = [GarbageMetrics, GarbageRows, GarbageSchedule, LiveContents, OrphanedObjects];

/** Versions of data and models. Needs the tokens of `PlatformModule`. */
@Module({
  imports: [ProjectionsModule, RunCommandsModule],
  providers: [...offered, ...garbage, RunFactsReads, ArtifactJournal, CommitGate, ContentCheck, ManifestFiles],
  exports: offered,
})
export class ArtifactsModule {}
