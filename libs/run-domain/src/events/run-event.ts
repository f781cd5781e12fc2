import type { Envelope } from './envelope';
import type { JsonObject } from '../json/json-value';
import type { AccountEvent } from './account-event';
import type { ArtifactEvent } from './artifact-event';
import type { SweepEvent } from './sweep-event';
import type { HistoryEditEvent } from './history-edit-event';
import type { ViewRemoved, ViewSaved, WorkspaceSaved } from './workspace-event';

/** Key `project:<projectId>`. Appended when a project is made by hand or by the first run that names it. */
export type ProjectCreated = Envelope<
  'ProjectCreated',
  { readonly projectId: string; readonly entity: string; readonly name: string; readonly description: string | null }
>;

/** Facts about how a run was started; `null` means "not told". Protocol reference 4.1. */
export interface RunDetails {
  readonly displayName: string | null;
  readonly notes: string | null;
  readonly tags: readonly string[] | null;
  readonly group: string | null;
  readonly jobType: string | null;
  readonly commit: string | null;
  readonly host: string | null;
  readonly program: string | null;
  readonly repo: string | null;
  readonly sweep: string | null;
}

/** Key = the run's row id, as for every event below. */
export type RunCreated = Envelope<
  'RunCreated',
  {
    readonly runId: string;
    readonly projectId: string;
    readonly entity: string;
    readonly project: string;
    /** The client's run id, unique in the project, part of every URL. */
    readonly name: string;
    readonly displayName: string;
    /** How many runs the project had before: fixes the run's colour for ever (UI 13.1). */
    readonly ordinal: number;
    readonly author: string;
    /** True when lines arrived before the run was announced; the announcement follows as `RunDetailsChanged`. */
    readonly stub: boolean;
  }
>;
/** Only the fields that are present changed. */
export type RunDetailsChanged = Envelope<'RunDetailsChanged', { readonly changes: Partial<RunDetails> }>;
/**
 * The whole config document (key -> `{value}`), `_wandb` included; replaces, or is merged key by key when several
 * writers share the run (protocol 4.4, 6.7).
 */
export type RunConfigChanged = Envelope<'RunConfigChanged', { readonly config: JsonObject; readonly merge: boolean }>;
/** A summary edited by a person or the query API; a client's own summaries travel in `run-streams`. */
export type RunSummaryEdited = Envelope<'RunSummaryEdited', { readonly summary: JsonObject }>;
/** The content of `wandb-metadata.json` (protocol 9.4). */
export type RunEnvironmentReported = Envelope<'RunEnvironmentReported', { readonly environment: JsonObject }>;
/**
 * The client said that the run is over; `exitCode` 0 is finished, any other failed (killed when a stop was asked for).
 * `evidence` tells what was seen when nobody could say so: a sweep's run whose program died before it announced itself.
 */
export type RunFinished = Envelope<'RunFinished', { readonly exitCode: number; readonly evidence?: string }>;
export type RunStopRequested = Envelope<'RunStopRequested', Record<string, never>>;
/** The process announced that it will be pre-empted; widens the silence limit. */
export type RunPreempting = Envelope<'RunPreempting', Record<string, never>>;
/** Nothing was heard for longer than the limit. */
export type RunHeartbeatLost = Envelope<'RunHeartbeatLost', { readonly lastSeen: number; readonly limitSeconds: number }>;
/** A run that was created and had not spoken yet came to life: `pending` becomes `running`. */
export type RunStarted = Envelope<'RunStarted', { readonly evidence: 'announced' | 'heartbeat' | 'lines' }>;
/** A run that was over, or taken for lost, spoke again. */
export type RunRevived = Envelope<'RunRevived', { readonly evidence: 'heartbeat' | 'lines' | 'resume' }>;
/**
 * History above `step` is not shown any more, and the client goes on behind it (protocol 5.4). Nothing is removed: the
 * generation rises, and the lines of earlier ones stay in the log and the tables.
 */
export type RunRewound = Envelope<
  'RunRewound',
  {
    readonly step: number;
    /** Of the history's lines from now on. */
    readonly generation: number;
    /** Lines that stay, and how many are not shown any more. */
    readonly historyLines: number;
    readonly hiddenLines: number;
    /** The newest values at the step. */
    readonly summary: JsonObject;
  }
>;
/** The run began with the history of another one, up to and including `step` (protocol 5.3). Its lines are in `run-streams`. */
export type RunForked = Envelope<
  'RunForked',
  {
    readonly originRunId: string;
    readonly originName: string;
    readonly step: number;
    /** Lines that were copied. */
    readonly historyLines: number;
    readonly summary: JsonObject;
  }
>;
export type RunDeleted = Envelope<'RunDeleted', Record<string, never>>;
export type RunRestored = Envelope<'RunRestored', Record<string, never>>;
/** A file's bytes are in the object store; the last one with a name wins. */
export type RunFileStored = Envelope<
  'RunFileStored',
  {
    readonly name: string;
    readonly size: number;
    /** Base64 of the 16 bytes (protocol 11.3). */
    readonly md5: string;
    readonly objectKey: string;
    readonly contentType: string;
  }
>;
export type RunFileDeleted = Envelope<'RunFileDeleted', { readonly name: string }>;
export type RunAlertRaised = Envelope<
  'RunAlertRaised',
  { readonly title: string; readonly text: string; readonly severity: 'INFO' | 'WARN' | 'ERROR' }
>;

export type RunEvent =
  | RunCreated
  | RunDetailsChanged
  | RunConfigChanged
  | RunSummaryEdited
  | RunEnvironmentReported
  | RunFinished
  | RunStopRequested
  | RunPreempting
  | RunHeartbeatLost
  | RunStarted
  | RunRevived
  | RunRewound
  | RunForked
  | RunDeleted
  | RunRestored
  | RunFileStored
  | RunFileDeleted
  | RunAlertRaised
  | HistoryEditEvent;

/** Everything that topic `run-events` may hold. */
export type LoggedEvent = ProjectCreated | RunEvent | AccountEvent | WorkspaceSaved | ViewSaved | ViewRemoved | ArtifactEvent | SweepEvent;
export type EventOf<T extends LoggedEvent['type']> = Extract<LoggedEvent, { type: T }>;
