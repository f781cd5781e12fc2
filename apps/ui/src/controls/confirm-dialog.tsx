import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { Button } from './button';
import styles from './controls.module.css';

interface Props {
  readonly title: string;
  readonly opened: boolean;
  /** The verb on the button: `Stop run`. */
  readonly action: string;
  readonly busy?: boolean;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** For what cannot be undone; everything else happens at once and offers `Undo`. */
export function ConfirmDialog({ title, opened, action, busy = false, onConfirm, onClose, children }: Props) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={title}
      centered
      size={420}
      closeButtonProps={{ 'aria-label': 'Close' }}
      transitionProps={{ duration: 120 }}
    >
      <p>{children}</p>
      <div className={styles.actions}>
        <Button onClick={onClose}>Cancel</Button>
        <Button look="danger" data-autofocus disabled={busy} onClick={onConfirm}>
          {action}
        </Button>
      </div>
    </Modal>
  );
}
