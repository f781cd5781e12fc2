import type { EventOf, RunDetails } from '../events/run-event';
import type { HistoryEditEvent } from '../events/history-edit-event';
import type { JsonObject } from '../json/json-value';

type HistoryEditDraft = {
  readonly [T in HistoryEditEvent['type']]: { readonly type: T; readonly data: EventOf<T>['data'] };
}[HistoryEditEvent['type']];

/** What a run is for ever; minted when it is first heard of. */
export type RunIdentity = Omit<EventOf<'RunCreated'>['data'], 'stub'>;

export type RunCommand =
  /** The client announces (or resends) its run: `UpsertBucket`. null fields are not told. */
  | {
      readonly type: 'announce';
      readonly identity: RunIdentity;
      readonly details: RunDetails;
      readonly config: JsonObject | null;
      readonly mergeConfig: boolean;
      readonly summary: JsonObject | null;
      /** History of another run that was copied for a run that is new; absent for any other. */
      readonly fork?: EventOf<'RunForked'>['data'];
    }
  /** Lines arrived for a run that was never announced. */
  | { readonly type: 'stub'; readonly identity: RunIdentity }
  /** One post of the run's stream. */
  | {
      readonly type: 'hear';
      /** The post held lines that the log did not have. */
      readonly newLines: boolean;
      readonly writer: string;
      readonly preempting: boolean;
      readonly exitCode: number | null;
    }
  | { readonly type: 'change-details'; readonly changes: Partial<RunDetails> }
  | { readonly type: 'edit-config'; readonly config: JsonObject }
  | { readonly type: 'edit-summary'; readonly summary: JsonObject }
  | { readonly type: 'report-environment'; readonly environment: JsonObject }
  | { readonly type: 'request-stop' }
  /** A run that was to begin and never will. */
  | { readonly type: 'give-up'; readonly evidence: string }
  | { readonly type: 'lose-heartbeat'; readonly lastSeen: number; readonly limitSeconds: number }
  /** The history is cut behind a step; what stays was found out by the command. */
  | { readonly type: 'rewind'; readonly rewound: EventOf<'RunRewound'>['data'] }
  /** An edit of the history that was found to be possible, or undoing one. */
  | { readonly type: 'edit-history'; readonly draft: HistoryEditDraft }
  | { readonly type: 'delete' }
  | { readonly type: 'restore' }
  | { readonly type: 'store-file'; readonly file: EventOf<'RunFileStored'>['data'] }
  | { readonly type: 'delete-file'; readonly name: string }
  | { readonly type: 'raise-alert'; readonly alert: EventOf<'RunAlertRaised'>['data'] };

export type CommandOf<T extends RunCommand['type']> = Extract<RunCommand, { type: T }>;
