import { Popover } from '@mantine/core';
import { useState } from 'react';
import controls from '../controls/controls.module.css';
import styles from './panels.module.css';

interface Props {
  readonly maxRuns: number;
  readonly onMaxRuns: (maxRuns: number) => void;
  readonly onClose: () => void;
}

export function WorkspaceSettings({ maxRuns, onMaxRuns, onClose }: Props) {
  const [text, setText] = useState(String(maxRuns));
  const valid = /^\d+$/.test(text) && Number(text) >= 1 && Number(text) <= 1_000;
  return (
    <Popover
      opened
      onChange={(opened) => !opened && onClose()}
      position="bottom-end"
      trapFocus
      withinPortal
      transitionProps={{ duration: 120 }}
    >
      <Popover.Target>
        <span className={controls.anchor} aria-hidden="true" />
      </Popover.Target>
      <Popover.Dropdown aria-label="Workspace settings">
        <form
          className={styles.settings}
          onSubmit={(event) => {
            event.preventDefault();
            if (valid) onMaxRuns(Number(text));
          }}
        >
          <label className={controls.label}>
            Max runs
            <input
              inputMode="numeric"
              value={text}
              aria-invalid={!valid}
              data-autofocus=""
              onChange={(event) => setText(event.target.value)}
              onBlur={() => valid && onMaxRuns(Number(text))}
            />
            <span className={valid ? controls.hint : controls.error}>
              {valid ? 'Each chart draws this many runs, from the top of the list.' : 'A number from 1 to 1,000'}
            </span>
          </label>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
