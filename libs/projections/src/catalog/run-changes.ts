import type { LoggedEvent, Run, RunEvent } from '@runstead/run-domain';
import type { RunChange } from '../change-feed';

/** What readers are told of a batch: each kind of change of a run once. */
export class RunChanges {
  private readonly changes = new Map<string, RunChange>();

  note(run: Run, event: RunEvent): void {
    const kind = kindOf(event.type);
    this.changes.set(`${run.runId}/${kind}`, { kind, projectId: run.projectId, runId: run.runId });
    if (event.type !== 'RunRewound') return;
    for (const also of ['summary', 'history'] as const)
      this.changes.set(`${run.runId}/${also}`, { kind: also, projectId: run.projectId, runId: run.runId });
  }

  list(): RunChange[] {
    return [...this.changes.values()];
  }
}

function kindOf(type: LoggedEvent['type']): RunChange['kind'] {
  switch (type) {
    case 'RunCreated':
    case 'RunRestored':
      return 'run-created';
    case 'RunDeleted':
      return 'run-deleted';
    case 'RunFileStored':
    case 'RunFileDeleted':
      return 'files';
    case 'RunSummaryEdited':
      return 'summary';
    default:
      return 'run-changed';
  }
}
