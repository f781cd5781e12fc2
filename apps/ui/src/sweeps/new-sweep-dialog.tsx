import { Modal } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import { createSweep } from '../api/sweeps';
import { Button } from '../controls/button';
import controls from '../controls/controls.module.css';
import { useShowToast } from '../shell/toasts';
import { ConfigField } from './config-field';
import styles from './sweeps.module.css';

const EXAMPLE = `program: train.py
method: random
run_cap: 20
metric:
  name: loss
  goal: minimize
parameters:
  lr:
    distribution: log_uniform_values
    min: 0.0001
    max: 0.1
  batch_size:
    values: [16, 32, 64]
`;

interface Props {
  readonly entity: string;
  readonly project: string;
  readonly onClose: () => void;
}

/** The server reads the configuration and says what is wrong with it; a refused one leaves nothing behind. */
export function NewSweepDialog({ entity, project, onClose }: Props) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const showToast = useShowToast();
  const [config, setConfig] = useState(EXAMPLE);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    const answer = await createSweep(entity, project, config);
    setBusy(false);
    if (!answer.ok) {
      setProblem(answer.problem.detail || answer.problem.title);
      return;
    }
    const [warning] = answer.value.warnings;
    if (warning) showToast({ text: warning });
    void client.invalidateQueries({ queryKey: ['sweeps', entity, project] });
    onClose();
    void navigate({ to: '/$entity/$project/sweeps/$sweep', params: { entity, project, sweep: answer.value.name } });
  };
  return (
    <Modal opened onClose={onClose} title="New sweep" centered size={640} closeButtonProps={{ 'aria-label': 'Close' }}>
      <form className={styles.form} onSubmit={(event) => void submit(event)}>
        <ConfigField
          value={config}
          problem={problem}
          onChange={(text) => {
            setConfig(text);
            setProblem(null);
          }}
        />
        <div className={controls.actions}>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" disabled={busy || config.trim() === ''}>
            Create sweep
          </Button>
        </div>
      </form>
    </Modal>
  );
}
