import type { RunChanges, RunDocument } from '@runstead/ui-contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { valueOf } from '../api/answer';
import { changeRun, runQuery, type RunAddress } from '../api/runs';
import { useShowToast } from '../shell/toasts';

/** Changes a run's name, notes or tags: shown at once, taken back with a message when the server refuses. */
export function useRunChange(at: RunAddress): (changes: RunChanges) => void {
  const client = useQueryClient();
  const showToast = useShowToast();
  const { queryKey } = runQuery(at);
  const change = useMutation({
    mutationFn: async (changes: RunChanges) => valueOf(await changeRun(at, changes)),
    onMutate: async (changes) => {
      await client.cancelQueries({ queryKey });
      const before = client.getQueryData(queryKey);
      if (before) client.setQueryData(queryKey, { ...before, ...defined(changes) });
      return { before };
    },
    onSuccess: (run: RunDocument) => client.setQueryData(queryKey, run),
    onError: (error, _changes, context) => {
      if (context?.before) client.setQueryData(queryKey, context.before);
      showToast({ text: `Not saved: ${error.message}`, tone: 'error' });
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['runs', at.entity, at.project] }),
  });
  return change.mutate;
}

const defined = (changes: RunChanges): Partial<RunDocument> =>
  Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
