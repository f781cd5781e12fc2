import type { SweepState } from '@runstead/run-domain';

/** A sweep as its row has it. */
export interface Sweep {
  readonly sweepId: string;
  readonly projectId: string;
  readonly entity: string;
  readonly project: string;
  /** Short id of URLs and run filters. */
  readonly name: string;
  readonly displayName: string | null;
  readonly description: string | null;
  readonly config: string;
  readonly controller: string | null;
  readonly state: SweepState;
  /** Why the state changed by itself; null when somebody asked. */
  readonly stateReason: string | null;
  readonly author: string;
  readonly priorRuns: readonly string[];
  readonly createdAt: number;
  readonly updatedAt: number;
}

export interface Agent {
  readonly agentId: string;
  readonly sweepId: string;
  readonly name: string;
  readonly host: string;
  readonly createdAt: number;
}

/** What an agent is told (sweeps protocol 3). `arguments` is JSON text: name to `{value}`. */
export type AgentCommand =
  | { readonly type: 'run'; readonly runName: string; readonly program: string; readonly arguments: string }
  | { readonly type: 'stop'; readonly runName: string }
  | { readonly type: 'exit' };

export type SweepOutcome<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: 'missing' | 'invalid'; readonly message: string };

/** An agent that was not heard for so long is taken for dead, and what it had not begun is given to another one. */
export const AGENT_SILENCE_MS = 300_000;
