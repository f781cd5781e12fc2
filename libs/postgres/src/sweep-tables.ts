import type { ColumnType } from 'kysely';

type Id = ColumnType<string, string, string>;
type Count = ColumnType<number, number, number>;
type MaybeCount = ColumnType<number | null, number | null, number | null>;
type Time = ColumnType<Date, Date, Date>;

interface SweepTable {
  sweep_id: Id;
  project_id: Id;
  name: string;
  display_name: string | null;
  description: string | null;
  config: string;
  controller: string | null;
  state: string;
  state_reason: string | null;
  author: string;
  prior_runs: string[];
  created_at: Time;
  updated_at: Time;
  deleted_at: ColumnType<Date | null, Date | null | undefined, Date | null>;
}
interface SweepAgentTable {
  agent_id: Id;
  sweep_id: Id;
  name: string;
  host: string;
  author: string;
  created_at: Time;
}
interface SweepRunTable {
  sweep_id: Id;
  run_name: string;
  /** Order of the first assignment within its sweep: the log's offset. */
  ordinal: Count;
  place: MaybeCount;
  agent_id: Id;
  arguments: string;
  token: string | null;
  assigned_at: Time;
}

export interface SweepTables {
  sweeps: SweepTable;
  sweep_agents: SweepAgentTable;
  sweep_runs: SweepRunTable;
}
