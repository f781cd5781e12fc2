import type { LoggedEvent, Run, RunEvent } from '@runstead/run-domain';
import type { RunChange } from '../change-feed';

/** What readers are told of a batch: each kind of change of a run once. */
export class RunChanges {
  private readonly changes = new Map<string, RunChange>();

  note(run: Run, event: RunEvent): void {
    const kind = kindOf(event.type);
    this.changes.set(`${run.runId}/${kind}`, { kind, projectId: run.projectId, runId: run.runId, run });
    if (!changesHistory(event.type)) return;
    for (const also of ['summary', 'history'] as const)
      this.changes.set(`${run.runId}/${also}`, { kind: also, projectId: run.projectId, runId: run.runId });
  }

  list(): RunChange[] {
    return [...this.changes.values()];
  }
}

/** Rows are shown, or no longer shown, without a new line. */
function changesHistory(type: LoggedEvent['type']): boolean {
  switch (type) {
    case 'RunRewound':
    case 'MetricRenamed':
    case 'MetricRemoved':
    case 'StepsEdited':
    case 'RunsMerged':
    case 'HistoryEditUndone':
      return true;
    default:
      return false;
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
