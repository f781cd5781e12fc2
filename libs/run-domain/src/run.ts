import type { HistoryEdit } from './history/history-edit';
import type { RunDetails } from './events/run-event';
import type { JsonObject } from './json/json-value';
import type { RunState, StateChange } from './run-state';

/** A run as `evolve` builds it from its events; the Postgres row holds the same. Summary comes from `run-streams`. */
export interface Run {
  readonly runId: string;
  readonly projectId: string;
  readonly entity: string;
  readonly project: string;
  readonly name: string;
  readonly displayName: string;
  readonly ordinal: number;
  readonly author: string;
  readonly stub: boolean;
  readonly details: Omit<RunDetails, 'displayName'>;
  readonly config: JsonObject;
  readonly environment: JsonObject;
  readonly state: RunState;
  readonly exitCode: number | null;
  readonly stopRequested: boolean;
  readonly preempting: boolean;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** When it finished, failed or crashed; null while running. A crash ends at the last sign of life. */
  readonly endedAt: number | null;
  readonly deletedAt: number | null;
  /** All edits of its history, also those that were undone, in the order of the log. */
  readonly historyEdits: readonly HistoryEdit[];
  /** When an edit was last made or undone. */
  readonly historyEditedAt: number | null;
  readonly timeline: readonly StateChange[];
}
