import { EllipsisVertical, Maximize2 } from 'lucide-react';
import { useRef, useState } from 'react';
import { IconButton } from '../controls/button';
import controls from '../controls/controls.module.css';
import { lazyPart } from '../controls/lazy-part';
import type { PanelMenuItems as Items } from './panel-menu-items';
import styles from './panels.module.css';

const PanelMenuItems = lazyPart<Parameters<typeof Items>[0]>(() => import('./panel-menu-items').then((module) => module.PanelMenuItems));

interface Props {
  readonly title: string;
  readonly logY: boolean;
  readonly onLogY: (logY: boolean) => void;
  /** Absent in full screen. */
  readonly onFullScreen?: (() => void) | undefined;
  readonly onTable: () => void;
  readonly onCsv: () => void;
}

export function PanelMenu({ onFullScreen, ...items }: Props) {
  const [open, setOpen] = useState(false);
  const kebab = useRef<HTMLButtonElement>(null);
  return (
    <div className={styles.actions}>
      {onFullScreen ? (
        <IconButton label="Full screen" small onClick={onFullScreen}>
          <Maximize2 size={13} aria-hidden="true" />
        </IconButton>
      ) : null}
      <span className={controls.anchored}>
        <IconButton
          ref={kebab}
          label={`Actions for ${items.title}`}
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
