import { Modal } from '@mantine/core';
import { Button } from '../controls/button';
import styles from '../controls/controls.module.css';

interface Props {
  readonly title: string;
  readonly text: string;
  /** The verb on the button. */
  readonly action: string;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** For what cannot be undone, or what reaches beyond this page. */
export function ConfirmDialog({ title, text, action, onConfirm, onClose }: Props) {
  return (
    <Modal opened onClose={onClose} title={title} size="sm" centered closeButtonProps={{ 'aria-label': 'Close' }}>
      <p>{text}</p>
      <div className={styles.actions}>
        <Button onClick={onClose}>Cancel</Button>
        <Button
          look="danger"
          data-autofocus=""
          onClick={() => {
            onConfirm();
            onClose();
          }}
        >
          {action}
        </Button>
      </div>
    </Modal>
  );
}
