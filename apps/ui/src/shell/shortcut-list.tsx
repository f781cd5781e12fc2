import { Modal } from '@mantine/core';
import styles from './shortcuts.module.css';

const COMMAND = /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘' : 'Ctrl';

const GROUPS: readonly { readonly name: string; readonly keys: readonly (readonly [string, string])[] }[] = [
  {
    name: 'Everywhere',
    keys: [
      [`${COMMAND} K`, 'Quick search'],
      ['?', 'This list'],
      ['Esc', 'Close, leave full screen, clear a search, let go'],
    ],
  },
  {
    name: 'Workspace',
    keys: [
      ['/', 'Search runs'],
      ['p', 'Search panels'],
      [`${COMMAND} J`, 'Between sidebar and panels'],
      [`${COMMAND} Z`, 'Undo an edit of layout or settings'],
      [`${COMMAND} Shift Z, Ctrl Y`, 'Redo it'],
    ],
  },
  {
    name: 'List of runs',
    keys: [
      ['↑ ↓', 'From row to row'],
      ['Enter', 'Open the run'],
      ['Space', 'Hide or show it'],
      ['Shift F10', 'Its menu'],
    ],
  },
  {
    name: 'Line plot',
    keys: [
      ['← → Home End', 'Read it point by point'],
      ['+ −', 'Zoom in and out at the crosshair'],
      ['0', 'Reset the zoom'],
      ['Shift', 'Freeze the tooltip, to select and copy'],
    ],
  },
  {
    name: 'Full screen and editor',
    keys: [
      ['← →', 'Previous and next panel'],
      [`${COMMAND} Enter`, 'Apply what was edited'],
    ],
  },
];

export function ShortcutList({ onClose }: { readonly onClose: () => void }) {
  return (
    <Modal
      opened
      onClose={onClose}
      title="Keyboard shortcuts"
      centered
      size={720}
      closeButtonProps={{ 'aria-label': 'Close' }}
      transitionProps={{ duration: 120 }}
    >
      <div className={styles.groups}>
        {GROUPS.map(({ name, keys }) => (
          <section key={name} aria-label={name}>
            <h3>{name}</h3>
            <dl>
              {keys.map(([key, does]) => (
                <div key={key}>
                  <dt>
                    <kbd>{key}</kbd>
                  </dt>
                  <dd>{does}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}
