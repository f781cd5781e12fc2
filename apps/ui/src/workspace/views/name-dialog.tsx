import { Modal } from '@mantine/core';
import { VIEW_NAME_LENGTH } from '@runstead/ui-contract';
import { useState } from 'react';
import { Button } from '../../controls/button';
import controls from '../../controls/controls.module.css';
import styles from './views.module.css';

interface Props {
  readonly title: string;
  readonly action: string;
  readonly name: string;
  readonly onName: (name: string) => void;
  readonly onClose: () => void;
}

export function NameDialog({ title, action, name, onName, onClose }: Props) {
  const [text, setText] = useState(name);
  const wanted = text.trim();
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      centered
      size={420}
      closeButtonProps={{ 'aria-label': 'Close' }}
      transitionProps={{ duration: 120 }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (wanted !== '') onName(wanted);
        }}
      >
        <label className={controls.label}>
          View name
          <input
            className={styles.input}
            data-autofocus=""
            value={text}
            maxLength={VIEW_NAME_LENGTH}
            onFocus={(event) => event.target.select()}
            onChange={(event) => setText(event.target.value)}
          />
        </label>
        <div className={controls.actions}>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" disabled={wanted === ''}>
            {action}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
