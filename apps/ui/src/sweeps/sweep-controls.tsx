import type { SweepChanges, SweepDocument } from '@runstead/ui-contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { CircleX, Pause, Play, Square } from 'lucide-react';
import { useState } from 'react';
import { valueOf } from '../api/answer';
import { changeSweep, sweepQuery, type SweepAddress } from '../api/sweeps';
import { Button } from '../controls/button';
import { ConfirmDialog } from '../controls/confirm-dialog';
import { useShowToast } from '../shell/toasts';
import { isOver } from './sweep-words';
import styles from './sweeps.module.css';

interface Props {
  readonly at: SweepAddress;
  readonly sweep: SweepDocument;
}

/** Only what the state allows is offered. */
export function SweepControls({ at, sweep }: Props) {
  const client = useQueryClient();
  const showToast = useShowToast();
  const [asking, setAsking] = useState(false);
  const { queryKey } = sweepQuery(at);
  const change = useMutation({
    mutationFn: async (state: NonNullable<SweepChanges['state']>) => valueOf(await changeSweep(at, { state })),
    onSuccess: (saved) => client.setQueryData(queryKey, saved),
    onError: (error) => showToast({ text: `The sweep stays ${sweep.state.toLowerCase()}: ${error.message}`, tone: 'error' }),
    onSettled: () => setAsking(false),
  });
  const over = isOver(sweep);
  const resumes = over || sweep.state === 'PAUSED';
  return (
    <div className={styles.controls}>
      {resumes ? (
        <Button disabled={change.isPending} onClick={() => change.mutate('RUNNING')}>
          <Play size={12} aria-hidden="true" /> Resume
        </Button>
      ) : (
        <Button disabled={change.isPending} onClick={() => change.mutate('PAUSED')}>
          <Pause size={12} aria-hidden="true" /> Pause
        </Button>
      )}
      {over ? null : (
        <>
          <Button
            title="No new runs; those that go on end by themselves"
            disabled={change.isPending}
            onClick={() => change.mutate('FINISHED')}
          >
            <Square size={12} aria-hidden="true" /> Stop
          </Button>
          <Button look="danger" title="Also stops the runs that go on" disabled={change.isPending} onClick={() => setAsking(true)}>
            <CircleX size={13} aria-hidden="true" /> Cancel
          </Button>
        </>
      )}
      <ConfirmDialog
        title="Cancel this sweep?"
        opened={asking}
        action="Cancel sweep"
        busy={change.isPending}
        onConfirm={() => change.mutate('CANCELED')}
        onClose={() => setAsking(false)}
      >
        No new runs are given out, and those that go on are asked to end. What they have logged is kept.
      </ConfirmDialog>
    </div>
  );
}
