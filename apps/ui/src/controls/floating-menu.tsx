import { Menu, type FloatingPosition } from '@mantine/core';
import type { ReactNode } from 'react';
import styles from './controls.module.css';

interface Props {
  readonly label: string;
  readonly width: number;
  readonly position: FloatingPosition;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** An open menu at the place where it is rendered. Whoever opened it takes the focus back in `onClose`. */
export function FloatingMenu({ label, width, position, onClose, children }: Props) {
  return (
    <Menu
      opened
      onChange={(opened) => !opened && onClose()}
      position={position}
      width={width}
      withinPortal
      returnFocus={false}
      withInitialFocusPlaceholder={false}
      transitionProps={{ duration: 120 }}
    >
      <Menu.Target>
        <span className={styles.anchor} aria-hidden="true" aria-label={label} />
      </Menu.Target>
      <Menu.Dropdown aria-label={label}>{children}</Menu.Dropdown>
    </Menu>
  );
}
