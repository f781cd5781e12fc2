import { runDocumentSchema } from '@runstead/ui-contract';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Answer } from '../api/answer';
import { requestJson } from '../api/request';
import { changeRun, deleteRun, restoreRun, runPath, stopRun, type RunAddress } from '../api/runs';
import { formatCount } from '../format/number';
import { useShowToast } from '../shell/toasts';
import { runLists } from '../workspace/use-runs';
import { liveAmong } from './table-pages';

/** How many requests are under way together. */
const TOGETHER = 4;

export interface Progress {
  readonly what: string;
  readonly done: number;
  readonly total: number;
}

export interface BulkActions {
  readonly progress: Progress | null;
  readonly tag: (names: readonly string[], tag: string, on: boolean) => Promise<void>;
  readonly stop: (names: readonly string[]) => Promise<void>;
  readonly remove: (names: readonly string[]) => Promise<void>;
}

/** One action on many runs: each run on its own, so that what cannot be done to one is done to the others, and is said. */
export function useBulkActions(entity: string, project: string): BulkActions {
  const client = useQueryClient();
  const showToast = useShowToast();
  const [progress, setProgress] = useState<Progress | null>(null);

  const each = async (names: readonly string[], what: string, act: (at: RunAddress) => Promise<Answer<unknown>>) => {
    const done: string[] = [];
    let problem = '';
    const waiting = [...names];
    const worker = async (): Promise<void> => {
      for (let run = waiting.shift(); run !== undefined; run = waiting.shift()) {
        const answer = await act({ entity, project, run });
        if (answer.ok) done.push(run);
        else
          problem = answer.problem.status === 403 ? "You don't have permission to do that" : answer.problem.detail || answer.problem.title;
        setProgress({ what, done: names.length - waiting.length, total: names.length });
      }
    };
    setProgress({ what, done: 0, total: names.length });
    await Promise.all(Array.from({ length: TOGETHER }, worker));
    setProgress(null);
    void client.invalidateQueries(runLists(entity, project));
    void client.invalidateQueries({
      predicate: ({ queryKey: [family] }) => family === 'run-groups' || family === 'run-members' || family === 'run-fields',
    });
    const missed = names.length - done.length;
    if (missed > 0) showToast({ text: `${what} failed for ${runs(missed)}: ${problem}`, tone: 'error' });
    return done;
  };

  return {
    progress,
    tag: async (names, tag, on) => {
      const done = await each(names, on ? 'Adding the tag' : 'Removing the tag', (at) => retag(at, tag, on));
      if (done.length === 0) return;
      const undo = (): void => void each(done, 'Taking it back', (at) => retag(at, tag, !on));
      showToast({ text: `"${tag}" ${on ? 'added to' : 'removed from'} ${runs(done.length)}`, action: { label: 'Undo', run: undo } });
    },
    stop: async (names) => {
      const done = await each(await liveAmong(entity, project, names), 'Stopping', stopRun);
      showToast({ text: done.length === 0 ? 'None of these runs is running' : `${runs(done.length)} asked to stop` });
    },
    remove: async (names) => {
      const done = await each(names, 'Deleting', deleteRun);
      if (done.length === 0) return;
      const undo = (): void => void each(done, 'Restoring', restoreRun);
      showToast({ text: `${runs(done.length)} deleted`, action: { label: 'Undo', run: undo } });
    },
  };
}

const runs = (count: number): string => `${formatCount(count)} ${count === 1 ? 'run' : 'runs'}`;

/** From the run as it is now: the list on the screen may be older, and a tag of somebody else must not be lost. */
async function retag(at: RunAddress, tag: string, on: boolean): Promise<Answer<unknown>> {
  const now = await requestJson(runDocumentSchema, runPath(at));
  if (!now.ok || now.value.tags.includes(tag) === on) return now;
  return changeRun(at, { tags: on ? [...now.value.tags, tag] : now.value.tags.filter((other) => other !== tag) });
}
