import { Modal } from '@mantine/core';
import { useState } from 'react';
import { Button } from '../controls/button';
import controls from '../controls/controls.module.css';
import { formatCount } from '../format/number';

interface Props {
  readonly count: number;
  readonly onDelete: () => void;
  readonly onClose: () => void;
}

/** Of more than one run the number is typed first: a selection reaches beyond what is on the screen. */
export function DeleteDialog({ count, onDelete, onClose }: Props) {
  const [typed, setTyped] = useState('');
  const sure = count === 1 || typed.trim() === String(count);
  return (
    <Modal
      opened
      onClose={onClose}
      title={count === 1 ? 'Delete this run?' : `Delete ${formatCount(count)} runs?`}
      centered
      size={420}
      closeButtonProps={{ 'aria-label': 'Close' }}
      transitionProps={{ duration: 120 }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (sure) onDelete();
        }}
      >
        <p>They leave the lists and charts at once and are kept for 7 days. Their artifacts stay.</p>
        {count === 1 ? null : (
          <label className={controls.label}>
            Type {count} to go on
            <input
              inputMode="numeric"
              autoComplete="off"
              data-autofocus=""
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
            />
          </label>
        )}
        <div className={controls.actions}>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="danger" disabled={!sure}>
            {count === 1 ? 'Delete run' : 'Delete runs'}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
