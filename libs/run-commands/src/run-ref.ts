import type { Run, RunState } from '@runstead/run-domain';

export interface ProjectRef {
  readonly projectId: string;
  readonly entity: string;
  readonly name: string;
}

/** What a request needs to know of a run before it is served. */
export interface RunRef {
  readonly runId: string;
  readonly projectId: string;
  readonly entity: string;
  readonly project: string;
  readonly name: string;
  readonly state: RunState;
  readonly stopRequested: boolean;
  readonly deleted: boolean;
}

export function refOf(run: Run): RunRef {
  const { runId, projectId, entity, project, name, state, stopRequested, deletedAt } = run;
  return { runId, projectId, entity, project, name, state, stopRequested, deleted: deletedAt !== null };
}
