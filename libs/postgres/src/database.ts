import type { ColumnType } from 'kysely';
import type { ArtifactTables } from './artifact-tables';
import type { SweepTables } from './sweep-tables';

/** 64-bit ids cross JavaScript as decimal strings; counters, which stay below 2^53, as numbers. */
type Id = ColumnType<string, string, string>;
type Count = ColumnType<number, number, number>;
type Time = ColumnType<Date, Date, Date>;

export interface CheckpointTable {
  projection: string;
  topic: string;
  partition: number;
  next_offset: Count;
}
export interface UserTable {
  username: string;
  user_id: Id;
  email: string | null;
  admin: boolean;
  password_hash: string | null;
  created_at: Time;
}
export interface ApiKeyTable {
  key_id: string;
  username: string;
  name: string;
  sha256: string;
  last_four: string;
  created_at: Time;
}
export interface TeamMemberTable {
  team: string;
  username: string;
  role: string;
}
export interface SessionTable {
  sha256: string;
  username: string;
  created_at: Time;
  expires_at: Time;
}
export interface ProjectTable {
  project_id: Id;
  entity: string;
  name: string;
  description: string | null;
  created_at: Time;
}
export interface RunTable {
  run_id: Id;
  project_id: Id;
  entity: string;
  project: string;
  name: string;
  display_name: string;
  ordinal: number;
  author: string;
  stub: boolean;
  notes: string | null;
  tags: string[];
  group_name: string | null;
  job_type: string | null;
  commit_sha: string | null;
  host: string | null;
  program: string | null;
  repo: string | null;
  sweep: string | null;
  /** JSON text of `parseJson` / `stringifyJson` of run-domain; so are `environment` and `timeline`. */
  config: string;
  environment: string;
  state: string;
  exit_code: number | null;
  stop_requested: boolean;
  preempting: boolean;
  created_at: Time;
  updated_at: Time;
  ended_at: ColumnType<Date | null, Date | null, Date | null>;
  deleted_at: ColumnType<Date | null, Date | null, Date | null>;
  timeline: string;
  /** JSON text of `HistoryEdit[]`, `[]` for almost all runs. */
  history_edits: string;
  history_edited_at: ColumnType<Date | null, Date | null, Date | null>;
  /** Offset of the last event applied. */
  version: Count;
}
export interface RunSummaryTable {
  run_id: Id;
  summary: string;
  updated_at: Time;
  version: Count;
}
/** The newest summary of each writer of a shared run; `run_summaries` holds all of them as one. */
export interface WriterSummaryTable {
  run_id: Id;
  writer: string;
  summary: string;
  updated_at: Time;
  version: Count;
}
export interface RunStreamTable {
  run_id: Id;
  writer: string;
  file: string;
  generation: number;
  next_line: Count;
  /** The step after the last one that the server counted; 0 when rows bring their own (protocol 6.7). */
  next_step: ColumnType<number, number | undefined, number>;
  lines_received: Count;
  lines_logged: Count;
  lines_repeated: Count;
  lines_rewritten: Count;
  lines_skipped: Count;
  bytes_logged: Count;
  lines_rows_only: ColumnType<number, number | undefined, number>;
  /** JSON, `[[first, end], …]`: see `LineRanges`. */
  open_gaps: ColumnType<string, string | undefined, string>;
  dead_letters: Count;
  /** Of `dead_letters`. */
  dead_letters_repaired: ColumnType<number, number | undefined, number>;
  /** The newest line, for `historyTail` and `eventsTail` (protocol 5.2). */
  last_line: string | null;
  first_at: Time;
  last_at: Time;
}
export interface RunFileTable {
  run_id: Id;
  name: string;
  size: Count;
  md5: string;
  object_key: string;
  content_type: string;
  updated_at: Time;
}
export interface AlertTable {
  event_id: string;
  run_id: Id;
  title: string;
  body: string;
  severity: string;
  raised_at: Time;
}
export interface CustomChartTable {
  entity: string;
  name: string;
  chart_id: Id;
  display_name: string;
  kind: string;
  access: string;
  /** JSON. */
  spec: string;
  changed_at: Time;
}
export interface WorkspaceTable {
  username: string;
  project_id: Id;
  revision: number;
  document: string;
  updated_at: Time;
}
export interface SavedViewTable {
  view_id: string;
  project_id: Id;
  name: string;
  revision: number;
  document: string;
  updated_by: string;
  updated_at: Time;
}
export interface DeadLetterTable {
  dead_letter_id: string;
  topic: string;
  partition: number;
  record_offset: Count;
  run_id: ColumnType<string | null, string | null, string | null>;
  file: string | null;
  line: ColumnType<number | null, number | null, number | null>;
  reason: string;
  occurred_at: Time;
  /** The projection that could not use it; null when the door refused it, or before this was noted. */
  projection: string | null;
  writer: string | null;
  /** Where topic `dead-letters` holds the bytes. */
  letter_partition: number | null;
  letter_offset: ColumnType<number | null, number | null, number | null>;
  repaired_at: ColumnType<Date | null, Date | null, Date | null>;
  repaired_by: string | null;
}
export interface ProjectionVersionTable {
  projection: string;
  version: number;
  /** Of the copy that was shown before; null when there is none. */
  kept_version: number | null;
  /** JSON of an exchange of ClickHouse tables that is not finished. */
  switching: string | null;
  changed_at: Time;
}

export interface TurnOwnerTable {
  kind: string;
  slot: number;
  owner: string;
}
export interface RunOrdinalTable {
  project_id: Id;
  next: Count;
}
export interface ServerSecretTable {
  name: string;
  secret: string;
}

export interface Database extends ArtifactTables, SweepTables {
  projection_checkpoint: CheckpointTable;
  users: UserTable;
  api_keys: ApiKeyTable;
  team_members: TeamMemberTable;
  sessions: SessionTable;
  projects: ProjectTable;
  runs: RunTable;
  run_summaries: RunSummaryTable;
  writer_summaries: WriterSummaryTable;
  run_streams: RunStreamTable;
  run_files: RunFileTable;
  alerts: AlertTable;
  workspaces: WorkspaceTable;
  saved_views: SavedViewTable;
  custom_charts: CustomChartTable;
  dead_letters: DeadLetterTable;
  projection_versions: ProjectionVersionTable;
  turn_owners: TurnOwnerTable;
  run_ordinals: RunOrdinalTable;
  server_secrets: ServerSecretTable;
}
