import { Modal } from '@mantine/core';
import { newProjectSchema } from '@runstead/ui-contract';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import { createProject } from '../api/projects';
import { useSession } from '../api/session';
import { Button } from '../controls/button';
import controls from '../controls/controls.module.css';
import styles from './home.module.css';

interface Props {
  /** The entity whose page this is; null offers all of the person's. */
  readonly entity: string | null;
  readonly onClose: () => void;
}

export function NewProjectDialog({ entity, onClose }: Props) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const session = useSession();
  const entities = entity ? [entity] : (session?.entities ?? []);
  const [owner, setOwner] = useState(entities[0] ?? '');
  const [name, setName] = useState('');
  const [description, setDescription] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const checked = newProjectSchema.shape.name.safeParse(name);
  const invalid = name !== '' && !checked.success ? (checked.error.issues[0]?.message ?? 'This name cannot be used') : null;

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (!checked.success) return;
    const answer = await createProject(owner, checked.data, description.trim() || null);
    if (!answer.ok) {
      setProblem(answer.problem.detail || answer.problem.title);
      return;
    }
    void client.invalidateQueries({ queryKey: ['projects'] });
    onClose();
    void navigate({ to: '/$entity/$project', params: { entity: owner, project: checked.data } });
  };
  return (
    <Modal opened onClose={onClose} title="New project" centered closeButtonProps={{ 'aria-label': 'Close' }}>
      <form className={styles.form} onSubmit={(event) => void submit(event)}>
        <label className={controls.label}>
          Entity
          <select value={owner} onChange={(event) => setOwner(event.target.value)}>
            {entities.map((each) => (
              <option key={each}>{each}</option>
            ))}
          </select>
        </label>
        <label className={controls.label}>
          Name
          <input
            data-autofocus=""
            required
            maxLength={128}
            value={name}
            aria-invalid={invalid !== null}
            onChange={(event) => {
              setName(event.target.value);
              setProblem(null);
            }}
          />
          <span className={invalid ? controls.error : controls.hint}>{invalid ?? 'Runs that name this project land in it.'}</span>
        </label>
        <label className={controls.label}>
          Description
          <textarea rows={3} maxLength={10_000} value={description} onChange={(event) => setDescription(event.target.value)} />
        </label>
        {problem ? (
          <p className={controls.error} role="alert">
            {problem}
          </p>
        ) : null}
        <div className={controls.actions}>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" disabled={!checked.success}>
            Create project
          </Button>
        </div>
      </form>
    </Modal>
  );
}
