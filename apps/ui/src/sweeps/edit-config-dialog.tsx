import { Modal } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { changeSweep, sweepQuery, type SweepAddress } from '../api/sweeps';
import { Button } from '../controls/button';
import controls from '../controls/controls.module.css';
import { useShowToast } from '../shell/toasts';
import { ConfigField } from './config-field';
import styles from './sweeps.module.css';

interface Props {
  readonly at: SweepAddress;
  readonly config: string;
  readonly onClose: () => void;
}

/** What is saved counts for the runs to come; those that were made stay what they are. */
export function EditConfigDialog({ at, config, onClose }: Props) {
  const client = useQueryClient();
  const showToast = useShowToast();
  const [text, setText] = useState(config);
  const [problem, setProblem] = useState<string | null>(null);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const answer = await changeSweep(at, { config: text });
    if (!answer.ok) {
      setProblem(answer.problem.detail || answer.problem.title);
      return;
    }
    client.setQueryData(sweepQuery(at).queryKey, answer.value);
    const [warning] = answer.value.warnings;
    showToast({ text: warning ?? 'Saved. It counts for the runs to come.' });
    onClose();
  };
  return (
    <Modal opened onClose={onClose} title="Edit configuration" centered size={640} closeButtonProps={{ 'aria-label': 'Close' }}>
      <form className={styles.form} onSubmit={(event) => void submit(event)}>
        <ConfigField
          value={text}
          problem={problem}
          onChange={(next) => {
            setText(next);
            setProblem(null);
          }}
        />
        <div className={controls.actions}>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" disabled={text === config}>
            Save configuration
          </Button>
        </div>
      </form>
    </Modal>
  );
}
