/** What a person sees. `pending` is a run that was created by a tool and never spoke. */
export type RunState = 'pending' | 'running' | 'finished' | 'failed' | 'crashed' | 'killed' | 'preempted';

/** One line of the timeline that explains a run's state (contracts: timeline). */
export interface StateChange {
  readonly state: RunState | 'stopping' | 'deleted' | 'restored' | 'rewound' | 'forked' | 'edited' | 'edit-undone';
  readonly time: number;
  readonly actor: string;
  /** The event type that caused it. */
  readonly cause: string;
  /** In words: `exit code 1`, `nothing heard since 2026-11-20T10:57:04Z (limit 300 s)`. */
  readonly evidence: string;
  readonly eventId: string;
}
