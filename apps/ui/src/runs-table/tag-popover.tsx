import { Popover } from '@mantine/core';
import { useState } from 'react';
import { Button } from '../controls/button';
import controls from '../controls/controls.module.css';

interface Props {
  readonly onTag: (tag: string, on: boolean) => void;
  readonly onClose: () => void;
}

/** One tag for all chosen runs: put on or taken off. */
export function TagPopover({ onTag, onClose }: Props) {
  const [text, setText] = useState('');
  const tag = text.trim();
  return (
    <Popover opened onChange={(opened) => !opened && onClose()} position="bottom-start" trapFocus withinPortal width={260}>
      <Popover.Target>
        <span className={controls.anchor} aria-hidden="true" />
      </Popover.Target>
      <Popover.Dropdown aria-label="Tag runs">
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (tag !== '') onTag(tag, true);
          }}
        >
          <label className={controls.label}>
            Tag
            <input data-autofocus="" maxLength={64} value={text} onChange={(event) => setText(event.target.value)} />
          </label>
          <div className={controls.actions}>
            <Button disabled={tag === ''} onClick={() => onTag(tag, false)}>
              Remove
            </Button>
            <Button type="submit" look="primary" disabled={tag === ''}>
              Add
            </Button>
          </div>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
