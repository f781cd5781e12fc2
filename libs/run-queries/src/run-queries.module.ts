import { Module } from '@nestjs/common';
import { ConsoleQueries } from './console.queries';
import { FileQueries } from './file.queries';
import { GroupSeriesQueries } from './group-series.queries';
import { HistoryQueries } from './history.queries';
import { LastHeartbeats } from './last-heartbeats';
import { MediaQueries } from './media.queries';
import { KeyHistoryQueries } from './key-history.queries';
import { MetricKeyQueries } from './metric-key.queries';
import { ProjectQueries } from './project.queries';
import { ReceiptQueries } from './receipt.queries';
import { RunDocumentQueries } from './run-document.queries';
import { RunListQueries } from './run-list.queries';
import { RunNamesQueries } from './run-names.queries';
import { GroupMembersQueries } from './run-table/group-members.queries';
import { RunFieldsQueries } from './run-table/run-fields.queries';
import { RunGroupsQueries } from './run-table/run-groups.queries';
import { RunSetQueries } from './run-table/run-set.queries';
import { RunTableQueries } from './run-table/run-table.queries';
import { TableRows } from './run-table/table-rows';
import { RunSearch } from './run-search';
import { RunningRunsQueries } from './running-runs.queries';
import { SeriesTailQueries } from './series-tail.queries';
import { SeriesQueries } from './series.queries';
import { StoredLinesQueries } from './stored-lines.queries';
import { ImportanceQueries } from './importance/importance.queries';
import { SavedViewQueries } from './saved-view.queries';
import { WorkspaceQueries } from './workspace.queries';

const QUERIES = [
  ConsoleQueries,
  FileQueries,
  GroupSeriesQueries,
  HistoryQueries,
  KeyHistoryQueries,
  MediaQueries,
  MetricKeyQueries,
  ProjectQueries,
  ReceiptQueries,
  RunDocumentQueries,
  RunFieldsQueries,
  RunGroupsQueries,
  RunListQueries,
  RunNamesQueries,
  RunSetQueries,
  RunTableQueries,
  RunningRunsQueries,
  SeriesQueries,
  SeriesTailQueries,
  WorkspaceQueries,
  SavedViewQueries,
  ImportanceQueries,
];

/** The read side: rows and documents from Postgres, lines and series from ClickHouse. */
@Module({ providers: [...QUERIES, GroupMembersQueries, LastHeartbeats, RunSearch, StoredLinesQueries, TableRows], exports: QUERIES })
export class RunQueriesModule {}
