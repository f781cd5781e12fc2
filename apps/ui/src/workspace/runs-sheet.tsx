import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import styles from './workspace.module.css';

/** The sidebar of a small screen: opened by `Runs (183)`. */
export function RunsSheet({ children, onClose }: { readonly children: ReactNode; readonly onClose: () => void }) {
  return (
    <Modal
      opened
      fullScreen
      onClose={onClose}
      title={<span className="visually-hidden">Runs</span>}
      closeButtonProps={{ 'aria-label': 'Close runs' }}
      transitionProps={{ duration: 0 }}
    >
      <div className={styles.sheet}>{children}</div>
    </Modal>
  );
}
