import type { RunDetails, RunEvent } from '../events/run-event';
import { Ids } from '../ids';
import type { Run } from '../run';
import { decide } from './decide';
import { stampEvents } from './event-draft';
import { evolve } from './evolve';
import type { CommandOf, RunCommand, RunIdentity } from './run-command';

export const IDENTITY: RunIdentity = {
  runId: '7',
  projectId: '3',
  entity: 'ann',
  project: 'demo',
  name: 'k3x9a0pq',
  displayName: 'calm-lake-1',
  ordinal: 0,
  author: 'ann',
};

export const NOTHING_TOLD: RunDetails = {
  displayName: null,
  notes: null,
  tags: null,
  group: null,
  jobType: null,
  commit: null,
  host: null,
  program: null,
  repo: null,
  sweep: null,
};

export class CountedIds extends Ids {
  private made = 0;

  eventId(): string {
    this.made += 1;
    return `e${this.made}`;
  }

  rowId(): string {
    return this.eventId();
  }

  secret(): string {
    return this.eventId();
  }
}

export function announcement(told: Partial<CommandOf<'announce'>> = {}): CommandOf<'announce'> {
  return {
    type: 'announce',
    identity: IDENTITY,
    details: NOTHING_TOLD,
    config: { lr: { value: 0.1 }, _wandb: { value: { t: {} } } },
    mergeConfig: false,
    summary: null,
    ...told,
  };
}

export function heard(told: Partial<CommandOf<'hear'>> = {}): CommandOf<'hear'> {
  return { type: 'hear', newLines: false, writer: '', preempting: false, exitCode: null, ...told };
}

/** A run's life: each command one second after the one before. */
export class RunLife {
  run: Run | null = null;
  readonly events: RunEvent[] = [];
  time = Date.UTC(2026, 10, 20, 10, 57, 4);
  private readonly ids = new CountedIds();

  after(...commands: readonly RunCommand[]): this {
    for (const command of commands) {
      this.time += 1_000;
      const events = stampEvents(decide(this.run, command), { key: '7', time: this.time, actor: 'ann' }, this.ids);
      this.events.push(...events);
      this.run = events.reduce<Run | null>(evolve, this.run);
    }
    return this;
  }

  get timeline(): string[] {
    return (this.run?.timeline ?? []).map(({ state, evidence }) => `${state}: ${evidence}`);
  }
}
