import { EllipsisVertical, Maximize2, Pencil } from 'lucide-react';
import { useRef, useState } from 'react';
import { IconButton } from '../controls/button';
import controls from '../controls/controls.module.css';
import { lazyPart } from '../controls/lazy-part';
import type { PanelActions } from './panel-actions';
import type { PanelMenuItems as Items } from './panel-menu-items';
import styles from './panels.module.css';
import type { PictureKind } from './save-picture';

const PanelMenuItems = lazyPart<Parameters<typeof Items>[0]>(() => import('./panel-menu-items').then((module) => module.PanelMenuItems));

interface Props {
  readonly id: string;
  readonly title: string;
  readonly actions: PanelActions;
  readonly fullScreen: boolean;
  /** What only a chart of lines can do; absent elsewhere. */
  readonly logY?: { readonly on: boolean; readonly set: (on: boolean) => void } | undefined;
  readonly onTable?: (() => void) | undefined;
  readonly onCsv?: (() => void) | undefined;
  readonly onPicture?: ((kind: PictureKind) => void) | undefined;
}

/** Pencil, full screen and the menu of a panel: they appear on hover and focus, always where there is no hover. */
export function PanelMenu({ fullScreen, ...items }: Props) {
  const { actions, id, title } = items;
  const [open, setOpen] = useState(false);
  const kebab = useRef<HTMLButtonElement>(null);
  return (
    <div className={styles.actions}>
      {actions.edit && !fullScreen ? (
        <IconButton label="Edit panel" small onClick={() => actions.edit?.(id)}>
          <Pencil size={13} aria-hidden="true" />
        </IconButton>
      ) : null}
      {fullScreen ? null : (
        <IconButton label="Full screen" small onClick={() => actions.fullScreen(id)}>
          <Maximize2 size={13} aria-hidden="true" />
        </IconButton>
      )}
      <span className={controls.anchored}>
        <IconButton
          ref={kebab}
          label={`Actions for ${title}`}
          small
          aria-haspopup="menu"
          aria-expanded={open}
          onClick={() => setOpen(true)}
        >
          <EllipsisVertical size={14} aria-hidden="true" />
        </IconButton>
        {open ? (
          <PanelMenuItems
            {...items}
            fullScreen={fullScreen}
            onClose={() => {
              setOpen(false);
              kebab.current?.focus();
            }}
          />
        ) : null}
      </span>
    </div>
  );
}

export type PanelMenuProps = Props;
