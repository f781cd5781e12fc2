import { Module } from '@nestjs/common';
import { ProjectionsModule } from '@runstead/projections';
import { BodyBudget } from './bodies/body-budget';
import { CatalogProgress } from './catalog-progress';
import { ChartCommands } from './chart-commands';
import { ClickHouseStoredHistory } from './clickhouse-stored-history';
import { ClickHouseStoredLines } from './clickhouse-stored-lines';
import { CommandLog } from './command-log';
import { EnvironmentFile } from './environment-file';
import { Admission } from './intake/admission';
import { IntakeMetrics } from './intake/intake-metrics';
import { RunKeyCounts } from './intake/run-key-counts';
import { StreamAppender } from './intake/stream-appender';
import { EditRecords } from './history/edit-records';
import { EditedHistory } from './history/edited-history';
import { HistoryEdits } from './history/history-edits';
import { LiveRuns } from './live-runs';
import { ProjectCommands } from './project-commands';
import { ProjectRefs } from './project-refs';
import { RecentAlerts } from './recent-alerts';
import { RunAnnouncements } from './run-announcements';
import { RunChanges } from './run-changes';
import { RunCommands } from './run-commands';
import { RunDirectory } from './run-directory';
import { RunForks } from './run-forks';
import { RunOrdinals } from './run-ordinals';
import { RunRewinds } from './run-rewinds';
import { RunStates } from './run-states';
import { StoredHistory } from './stored-history';
import { StoredLines } from './stored-lines';
import { StreamIntake } from './stream-intake';
import { StreamQueue } from './stream-queue';
import { StreamWatermarks } from './stream-watermarks';
import { ViewCommands } from './view-commands';
import { WorkspaceCommands } from './workspace-commands';

const offered = [
  BodyBudget,
  ChartCommands,
  RunDirectory,
  RunCommands,
  ProjectCommands,
  WorkspaceCommands,
  ViewCommands,
  StreamWatermarks,
  StreamIntake,
  HistoryEdits,
];
const inside = [
  CatalogProgress,
  CommandLog,
  RunStates,
  ProjectRefs,
  RunOrdinals,
  RunChanges,
  RunAnnouncements,
  RunForks,
  RunRewinds,
  StreamQueue,
  EditRecords,
  EditedHistory,
  EnvironmentFile,
  RecentAlerts,
  LiveRuns,
  Admission,
  IntakeMetrics,
  RunKeyCounts,
  StreamAppender,
];

/** Command handlers. The ports come from `PlatformModule`. */
@Module({
  imports: [ProjectionsModule],
  providers: [
    ...offered,
    ...inside,
    { provide: StoredLines, useClass: ClickHouseStoredLines },
    { provide: StoredHistory, useClass: ClickHouseStoredHistory },
  ],
  exports: offered,
})
export class RunCommandsModule {}
