import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Square } from 'lucide-react';
import { useState } from 'react';
import { valueOf } from '../../api/answer';
import { runQuery, stopRun } from '../../api/runs';
import { Button } from '../../controls/button';
import { ConfirmDialog } from '../../controls/confirm-dialog';
import { useNow } from '../../format/time-text';
import { useShowToast } from '../../shell/toasts';
import type { RunView } from '../run-view';
import styles from './header.module.css';

/** Asks the process to end. `Stopping…` until the server reports a final state. */
export function StopRun({ at, run }: RunView) {
  const client = useQueryClient();
  const showToast = useShowToast();
  const [asking, setAsking] = useState(false);
  const { queryKey } = runQuery(at);
  const stop = useMutation({
    mutationFn: async () => valueOf(await stopRun(at)),
    onSuccess: () => {
      const before = client.getQueryData(queryKey);
      if (before) client.setQueryData(queryKey, { ...before, stopRequested: true });
      return client.invalidateQueries({ queryKey });
    },
    onError: (error) => showToast({ text: `The run was not asked to stop: ${error.message}`, tone: 'error' }),
    onSettled: () => setAsking(false),
  });
  if (run.stopRequested) return <Stopping since={run.timeline.findLast((change) => change.state === 'stopping')?.time ?? null} />;
  return (
    <>
      <Button look="danger" className={styles.stop ?? ''} aria-label="Stop run" onClick={() => setAsking(true)}>
        <Square size={12} aria-hidden="true" />
        Stop<span>run</span>
      </Button>
      <ConfirmDialog
        title="Stop this run?"
        opened={asking}
        action="Stop run"
        busy={stop.isPending}
        onConfirm={() => stop.mutate()}
        onClose={() => setAsking(false)}
      >
        Stop &quot;<bdi>{run.displayName}</bdi>&quot;? The process is asked to end; it may take up to a minute.
      </ConfirmDialog>
    </>
  );
}

const ANSWER_EXPECTED_MS = 120_000;

function Stopping({ since }: { readonly since: number | null }) {
  const [shownSince] = useState(() => Date.now());
  const now = useNow(5_000);
  const late = now - (since ?? shownSince) > ANSWER_EXPECTED_MS;
  return (
    <span className={styles.stopping} role="status">
      {late ? 'No answer from the run yet' : 'Stopping…'}
    </span>
  );
}
