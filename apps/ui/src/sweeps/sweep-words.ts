import type { SweepRow } from '@runstead/ui-contract';

export interface SweepWords {
  readonly label: string;
  readonly tone: 'green' | 'amber' | 'red' | 'grey';
  readonly meaning: string;
}

const WORDS: Record<SweepRow['state'], SweepWords> = {
  PENDING: { label: 'Pending', tone: 'grey', meaning: 'No agent has come yet' },
  RUNNING: { label: 'Running', tone: 'green', meaning: 'Agents are given new runs' },
  PAUSED: { label: 'Paused', tone: 'amber', meaning: 'No new runs; those that go on continue' },
  FINISHED: { label: 'Finished', tone: 'green', meaning: 'Every run has been given out, or the target is reached' },
  CANCELED: { label: 'Cancelled', tone: 'grey', meaning: 'No new runs; those that went on were stopped' },
  CRASHED: { label: 'Crashed', tone: 'red', meaning: 'The search failed' },
};
const STOPPED: SweepWords = {
  label: 'Stopped',
  tone: 'grey',
  meaning: 'Somebody stopped it: no new runs, those that go on end by themselves',
};

/** A sweep that ended by itself is finished; one that somebody ended is stopped. */
export function sweepWords({ state, stateReason }: Pick<SweepRow, 'state' | 'stateReason'>): SweepWords {
  return state === 'FINISHED' && stateReason === null ? STOPPED : WORDS[state];
}

const METHODS: Readonly<Record<string, string>> = { grid: 'Grid', random: 'Random', bayes: 'Bayesian', custom: 'Custom' };

export const methodLabel = (method: string): string => METHODS[method] ?? method;
export const sweepTitle = ({ name, displayName }: Pick<SweepRow, 'name' | 'displayName'>): string => displayName || name;
export const isOver = ({ state }: Pick<SweepRow, 'state'>): boolean => state === 'FINISHED' || state === 'CANCELED' || state === 'CRASHED';

/** What starts an agent in a terminal. */
export const launchCommand = (entity: string, project: string, sweep: string): string => `wandb agent ${entity}/${project}/${sweep}`;
