import type { RunRow } from '@runstead/ui-contract';

export type RunState = RunRow['state'];

interface StateWords {
  readonly label: string;
  readonly tone: 'green' | 'amber' | 'red' | 'grey';
  readonly meaning: string;
}

export const RUN_STATES: Record<RunState, StateWords> = {
  pending: { label: 'Pending', tone: 'grey', meaning: 'Not started' },
  running: { label: 'Running', tone: 'green', meaning: 'Still sending heartbeats' },
  finished: { label: 'Finished', tone: 'green', meaning: 'Ended and fully synced' },
  failed: { label: 'Failed', tone: 'red', meaning: 'Exit status not 0' },
  crashed: { label: 'Crashed', tone: 'red', meaning: 'Heartbeats stopped' },
  killed: { label: 'Killed', tone: 'grey', meaning: 'Stopped on request' },
  preempted: { label: 'Preempted', tone: 'amber', meaning: 'Interrupted by the machine it ran on' },
};

/** Whether the run may still send data and can be asked to stop. */
export function isLive(state: RunState): boolean {
  return state === 'running' || state === 'pending';
}
