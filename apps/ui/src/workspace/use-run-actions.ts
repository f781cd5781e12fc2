import type { RunChanges, RunRow } from '@runstead/ui-contract';
import { useQueryClient } from '@tanstack/react-query';
import type { Answer } from '../api/answer';
import { changeRun, deleteRun, restoreRun, stopRun } from '../api/runs';
import { copyText } from '../controls/copy-text';
import { useShowToast } from '../shell/toasts';
import { runLists, useRowChange } from './use-runs';

export interface RunActions {
  readonly rename: (run: RunRow, displayName: string) => void;
  readonly describe: (run: RunRow, changes: Pick<RunChanges, 'notes' | 'tags'>) => void;
  readonly stop: (run: RunRow) => void;
  readonly remove: (run: RunRow) => void;
  readonly copy: (text: string, what: string) => void;
}

/** What the menu of a run does: shown at once, taken back with a message when the server refuses. */
export function useRunActions(entity: string, project: string): RunActions {
  const client = useQueryClient();
  const showToast = useShowToast();
  const changeRow = useRowChange(entity, project);
  const refresh = (): void => {
    void client.invalidateQueries(runLists(entity, project));
    void client.invalidateQueries({ predicate: ({ queryKey: [family] }) => family === 'run-groups' || family === 'run-members' });
  };
  const settle = async (answer: Promise<Answer<unknown>>, undo: () => void, failed: string): Promise<boolean> => {
    const { ok, ...rest } = await answer;
    if (!ok) {
      undo();
      showToast({ text: 'problem' in rest ? `${failed}: ${reason(rest.problem.status, rest.problem.title)}` : failed, tone: 'error' });
    } else refresh();
    return ok;
  };
  const at = (run: RunRow) => ({ entity, project, run: run.name });
  return {
    rename: (run, displayName) => {
      const undo = changeRow(run.name, (row) => ({ ...row, displayName }));
      void settle(changeRun(at(run), { displayName }), undo, `"${run.displayName}" was not renamed`);
    },
    describe: (run, { notes, tags }) => {
      const changes = { ...(notes === undefined ? {} : { notes }), ...(tags === undefined ? {} : { tags }) };
      const undo = changeRow(run.name, (row) => ({ ...row, ...changes }));
      void settle(changeRun(at(run), changes), undo, `"${run.displayName}" was not changed`);
    },
    stop: (run) => {
      const undo = changeRow(run.name, (row) => ({ ...row, stopRequested: true }));
      void settle(stopRun(at(run)), undo, `"${run.displayName}" could not be stopped`);
    },
    remove: (run) => {
      const undo = changeRow(run.name, () => null);
      void settle(deleteRun(at(run)), undo, `"${run.displayName}" was not deleted`).then((ok) => {
        if (!ok) return;
        const restore = (): void => void settle(restoreRun(at(run)), () => undefined, `"${run.displayName}" could not be restored`);
        showToast({ text: 'Run deleted', action: { label: 'Undo', run: restore } });
      });
    },
    copy: (text, what) => void copyText(text).then((ok) => showToast({ text: ok ? `${what} copied` : `Copy it by hand: ${text}` })),
  };
}

const reason = (status: number, title: string): string => (status === 403 ? "You don't have permission to do that" : title);
