import { Module } from '@nestjs/common';
import { AccountsModule } from '@runstead/accounts';
import { ArtifactsModule } from '@runstead/artifacts';
import { RunCommandsModule } from '@runstead/run-commands';
import { RunQueriesModule } from '@runstead/run-queries';
import { SweepsModule } from '@runstead/sweeps';
import { ArtifactAccess } from './artifacts/artifact-access';
import { ArtifactChangeMutations } from './artifacts/artifact-change.mutations';
import { ArtifactStorageController } from './artifacts/artifact-storage.controller';
import { ArtifactUrls } from './artifacts/artifact-urls';
import { UploadGrants } from './artifacts/upload-grants';
import { ArtifactWriteMutations } from './artifacts/artifact-write.mutations';
import { ArtifactResolvers } from './artifacts/artifact.resolvers';
import { CollectionMutations } from './artifacts/collection.mutations';
import { CollectionResolvers } from './artifacts/collection.resolvers';
import { DeadPosts } from './file-stream/dead-posts';
import { FileStreamController } from './file-stream/file-stream.controller';
import { FileUploads } from './files/file-uploads';
import { FileUrls } from './files/file-urls';
import { StorageController } from './files/storage.controller';
import { GraphqlExecution } from './graphql/graphql-execution';
import { GraphqlController } from './graphql/graphql.controller';
import { RequestBodies } from './http/request-bodies';
import { StreamQuota } from './http/stream-quota';
import { UnsupportedController } from './http/unsupported.controller';
import { AccountResolvers } from './resolvers/account.resolvers';
import { CatalogReads } from './resolvers/catalog-reads';
import { ChartMutation } from './resolvers/chart.mutation';
import { FileMutations } from './resolvers/file.mutations';
import { FileResolvers } from './resolvers/file.resolvers';
import { HistoryReads } from './history/history-reads';
import { HistoryResolvers } from './history/history.resolvers';
import { LogLineResolvers } from './history/log-line.resolvers';
import { ProjectResolvers } from './resolvers/project.resolvers';
import { RewindMutation } from './resolvers/rewind.mutation';
import { RunAccess } from './resolvers/run-access';
import { RunMutations } from './resolvers/run.mutations';
import { RunResolvers } from './resolvers/run.resolvers';
import { ServerInfoResolvers } from './resolvers/server-info.resolvers';
import { SweepMutations } from './sweeps/sweep.mutations';
import { SweepResolvers } from './sweeps/sweep.resolvers';

const resolvers = [
  AccountResolvers,
  ChartMutation,
  ArtifactChangeMutations,
  ArtifactResolvers,
  ArtifactWriteMutations,
  CollectionMutations,
  CollectionResolvers,
  FileMutations,
  FileResolvers,
  HistoryResolvers,
  LogLineResolvers,
  ProjectResolvers,
  RewindMutation,
  RunMutations,
  RunResolvers,
  ServerInfoResolvers,
  SweepMutations,
  SweepResolvers,
];

/** The server side of the unmodified wandb client: GraphQL, file_stream, signed uploads and downloads. */
@Module({
  imports: [AccountsModule, ArtifactsModule, RunCommandsModule, RunQueriesModule, SweepsModule],
  controllers: [GraphqlController, FileStreamController, StorageController, ArtifactStorageController, UnsupportedController],
  providers: [
    ...resolvers,
    ArtifactAccess,
    ArtifactUrls,
    UploadGrants,
    CatalogReads,
    HistoryReads,
    RunAccess,
    GraphqlExecution,
    DeadPosts,
    FileUploads,
    FileUrls,
    RequestBodies,
    StreamQuota,
  ],
})
export class WandbProtocolModule {}
