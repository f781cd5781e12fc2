import type { RunDetails } from '@runstead/run-domain';
import type { RunUpsert } from './run-upsert';
import type { StreamPost } from './stream-post';

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

/** The first call of a process that starts (protocol 4.1). */
export function start(name: string, told: Partial<RunUpsert> = {}): RunUpsert {
  return {
    runId: null,
    entity: 'ann',
    project: 'demo',
    name,
    details: { ...NOTHING_TOLD, program: 'train.py', host: 'node1' },
    config: { lr: { value: 0.1 }, _wandb: { value: { t: { 4: '3.11' }, m: [] } } },
    mergeConfig: false,
    summary: null,
    ...told,
  };
}

export function post(runName: string, told: Partial<StreamPost> = {}): StreamPost {
  return {
    principalName: 'ann',
    run: null,
    entity: 'ann',
    project: 'demo',
    runName,
    writer: '',
    files: [],
    complete: false,
    exitCode: null,
    preempting: false,
    uploaded: [],
    ...told,
  };
}

export function history(offset: number, ...lines: string[]): StreamPost['files'][number] {
  return { name: 'wandb-history.jsonl', offset, lines };
}
