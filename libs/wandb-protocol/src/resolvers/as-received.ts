import type { Run } from '@runstead/run-domain';

/**
 * The run without the edits of its history: for a client that goes on with it. What it is given as the summary comes back as
 * its own, and an edit that is undone must find there what the client had logged.
 */
export function asReceived(run: Run): Run {
  return run.historyEdits.length === 0 ? run : { ...run, historyEdits: [] };
}
