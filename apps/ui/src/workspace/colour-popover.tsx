import { Popover } from '@mantine/core';
import { useState } from 'react';
import { Button } from '../controls/button';
import controls from '../controls/controls.module.css';
import { contrast, normaliseHex } from '../runs/contrast';
import { useScheme } from '../theme/color-scheme';
import { COLOUR_PRESETS, PANEL_BACKGROUND, RUN_PALETTE } from '../theme/run-palette';
import styles from './workspace.module.css';

interface Props {
  readonly name: string;
  readonly colour: string;
  readonly onColour: (colour: string | null) => void;
  readonly onClose: () => void;
}

/** Palette, presets, hex field and the system's picker; the colour is used exactly as chosen in both themes. */
export function ColourPopover({ name, colour, onColour, onClose }: Props) {
  const scheme = useScheme();
  const [typed, setTyped] = useState(colour);
  const valid = normaliseHex(typed);
  const choose = (hex: string): void => {
    setTyped(hex);
    onColour(hex);
  };
  const swatch = (hex: string) => (
    <button
      key={hex}
      type="button"
      className={styles.swatchChoice}
      style={{ background: hex }}
      aria-label={`Colour ${hex}`}
      aria-pressed={hex === colour}
      onClick={() => choose(hex)}
    />
  );
  return (
    <Popover
      opened
      onChange={(opened) => !opened && onClose()}
      position="right-start"
      trapFocus
      withinPortal
      transitionProps={{ duration: 120 }}
    >
      <Popover.Target>
        <span className={styles.anchor} aria-hidden="true" />
      </Popover.Target>
      <Popover.Dropdown aria-label={`Colour of ${name}`}>
        <div className={styles.colours}>
          <div className={styles.swatches}>{RUN_PALETTE[scheme].map(swatch)}</div>
          <p className={controls.hint}>Not colour-blind safe</p>
          <div className={styles.swatches}>{COLOUR_PRESETS.map(swatch)}</div>
          <form
            className={styles.hexRow}
            onSubmit={(event) => {
              event.preventDefault();
              if (valid) onColour(valid);
            }}
          >
            <input type="color" aria-label="Pick a colour" value={valid ?? colour} onChange={(event) => choose(event.target.value)} />
            <input
              className={styles.hex}
              aria-label="Hex"
              value={typed}
              maxLength={7}
              spellCheck={false}
              aria-invalid={!valid}
              data-autofocus=""
              onChange={(event) => setTyped(event.target.value)}
              onBlur={() => valid && valid !== colour && onColour(valid)}
            />
            <Button
              onClick={() => {
                onColour(null);
                onClose();
              }}
            >
              Reset
            </Button>
          </form>
          {valid && contrast(valid, PANEL_BACKGROUND[scheme]) < 3 ? <p className={controls.hint}>Hard to see on this background</p> : null}
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
