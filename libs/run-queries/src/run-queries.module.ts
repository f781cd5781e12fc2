import { Module } from '@nestjs/common';
import { ConsoleQueries } from './console.queries';
import { FileQueries } from './file.queries';
import { HistoryQueries } from './history.queries';
import { MetricKeyQueries } from './metric-key.queries';
import { ProjectQueries } from './project.queries';
import { ReceiptQueries } from './receipt.queries';
import { RunDocumentQueries } from './run-document.queries';
import { RunListQueries } from './run-list.queries';
import { RunNamesQueries } from './run-names.queries';
import { RunSearch } from './run-search';
import { RunningRunsQueries } from './running-runs.queries';
import { SeriesQueries } from './series.queries';
import { StoredLinesQueries } from './stored-lines.queries';
import { WorkspaceQueries } from './workspace.queries';

const QUERIES = [
  ConsoleQueries,
  FileQueries,
  HistoryQueries,
  MetricKeyQueries,
  ProjectQueries,
  ReceiptQueries,
  RunDocumentQueries,
  RunListQueries,
  RunNamesQueries,
  RunningRunsQueries,
  SeriesQueries,
  WorkspaceQueries,
];

/** The read side: rows and documents from Postgres, lines and series from ClickHouse. */
@Module({ providers: [...QUERIES, RunSearch, StoredLinesQueries], exports: QUERIES })
export class RunQueriesModule {}
