import type { Envelope } from './envelope';

/** What people and agents see of a sweep (sweeps protocol 2.2). */
export type SweepState = 'PENDING' | 'RUNNING' | 'PAUSED' | 'FINISHED' | 'CANCELED' | 'CRASHED';

/** Key `sweep:<sweep id>`, as for every event below: what happens to one sweep is ordered. */
export type SweepCreated = Envelope<
  'SweepCreated',
  {
    readonly sweepId: string;
    readonly projectId: string;
    /** Short id: part of URLs and what runs carry. */
    readonly name: string;
    readonly displayName: string | null;
    readonly description: string | null;
    /** YAML or JSON, as it came. */
    readonly config: string;
    /** What a controller in the user's process wrote, JSON text. */
    readonly controller: string | null;
    /** Names of runs whose results the search begins with. */
    readonly priorRuns: readonly string[];
  }
>;
export interface SweepChanges {
  readonly displayName: string | null;
  readonly description: string | null;
  readonly config: string;
  readonly controller: string | null;
  readonly state: SweepState;
}
/** Only the fields that are present changed. `reason` says why a state changed by itself; null: somebody asked. */
export type SweepChanged = Envelope<
  'SweepChanged',
  { readonly sweepId: string; readonly changes: Partial<SweepChanges>; readonly reason: string | null }
>;
export type SweepDeleted = Envelope<'SweepDeleted', { readonly sweepId: string }>;
export type SweepAgentRegistered = Envelope<
  'SweepAgentRegistered',
  { readonly sweepId: string; readonly agentId: string; readonly name: string; readonly host: string }
>;
/** The decision that this run tries these values. The same run again: its agent died before it began, and another one has it now. */
export type SweepRunAssigned = Envelope<
  'SweepRunAssigned',
  {
    readonly sweepId: string;
    readonly runName: string;
    readonly agentId: string;
    /** Place in the grid; null for other methods. */
    readonly place: number | null;
    /** JSON text: name to `{value}`. */
    readonly arguments: string;
    /** What the user's own controller calls it. */
    readonly token: string | null;
  }
>;

export type SweepEvent = SweepCreated | SweepChanged | SweepDeleted | SweepAgentRegistered | SweepRunAssigned;
