import { Module } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { AccountsModule } from '@runstead/accounts';
import { ProjectionsModule } from '@runstead/projections';
import { ArtifactsModule } from '@runstead/artifacts';
import { RunCommandsModule } from '@runstead/run-commands';
import { RunQueriesModule } from '@runstead/run-queries';
import { SweepsModule } from '@runstead/sweeps';
import { AdminController } from './api/admin.controller';
import { ApiKeysController } from './api/api-keys.controller';
import { ConsoleController } from './api/console.controller';
import { FilesController } from './api/files.controller';
import { ImportanceController } from './api/importance.controller';
import { HistoryEditsController } from './api/history-edits.controller';
import { LiveController } from './api/live.controller';
import { MediaController } from './api/media.controller';
import { MaintenanceController } from './api/maintenance.controller';
import { MetricsController } from './api/metrics.controller';
import { OpenApiController } from './api/open-api.controller';
import { ProjectsController } from './api/projects.controller';
import { RunTableController } from './api/run-table.controller';
import { GarbageController } from './api/garbage.controller';
import { ProjectArtifactsController } from './api/project-artifacts.controller';
import { RunArtifactsController } from './api/run-artifacts.controller';
import { RunsController } from './api/runs.controller';
import { SessionController } from './api/session.controller';
import { SweepsController } from './api/sweeps.controller';
import { ViewsController } from './api/views.controller';
import { WorkspaceController } from './api/workspace.controller';
import { AnswerWriter } from './endpoint/answer-writer';
import { Credentials } from './endpoint/credentials';
import { EndpointGate } from './endpoint/endpoint-gate';
import { EndpointTable } from './endpoint/endpoint-table';
import { ProblemFilter } from './endpoint/problem.filter';
import { RequestJson } from './endpoint/request-json';
import { FileAnswers } from './files/file-answers';
import { LiveHub } from './live/live-hub';
import { RunNameCache } from './live/run-name-cache';
import { PageAccess } from './pages/page-access';
import { PagesController } from './pages/pages.controller';
import { StaticFiles } from './pages/static-files';

export const API_CONTROLLERS = [
  SessionController,
  ApiKeysController,
  ProjectsController,
  GarbageController,
  ProjectArtifactsController,
  RunArtifactsController,
  RunsController,
  HistoryEditsController,
  RunTableController,
  ImportanceController,
  MetricsController,
  MediaController,
  ConsoleController,
  FilesController,
  WorkspaceController,
  ViewsController,
  SweepsController,
  LiveController,
  AdminController,
  MaintenanceController,
  OpenApiController,
];

/** What browsers and scripts talk to: `/api/v1`, and the pages of the web application. */
@Module({
  imports: [AccountsModule, ArtifactsModule, ProjectionsModule, RunCommandsModule, RunQueriesModule, SweepsModule],
  controllers: [...API_CONTROLLERS, PagesController],
  providers: [
    { provide: EndpointTable, useFactory: () => new EndpointTable(API_CONTROLLERS) },
    { provide: APP_FILTER, useClass: ProblemFilter },
    Credentials,
    EndpointGate,
    RequestJson,
    AnswerWriter,
    FileAnswers,
    LiveHub,
    RunNameCache,
    PageAccess,
    StaticFiles,
  ],
})
export class GatewayModule {}
