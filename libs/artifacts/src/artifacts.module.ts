import { Module } from '@nestjs/common';
import { ProjectionsModule } from '@runstead/projections';
import { ArtifactChanges } from './artifact-changes';
import { ArtifactCommit } from './artifact-commit';
import { ArtifactFiles } from './artifact-files';
import { ArtifactJournal } from './artifact-journal';
import { ArtifactReads } from './artifact-reads';
import { ArtifactUploads } from './artifact-uploads';
import { ArtifactWriter } from './artifact-writer';
import { CollectionChanges } from './collection-changes';
import { CollectionReads } from './collection-reads';
import { ContentCheck } from './content-check';
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
];

/** Versions of data and models. Needs the tokens of `PlatformModule`. */
@Module({
  imports: [ProjectionsModule],
  providers: [...offered, ArtifactJournal, ContentCheck, ManifestFiles],
  exports: offered,
})
export class ArtifactsModule {}
