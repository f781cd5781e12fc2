import { Menu } from '@mantine/core';
import { Download, EllipsisVertical, Maximize2, Table2 } from 'lucide-react';
import { IconButton } from '../controls/button';
import styles from './panels.module.css';

interface Props {
  readonly title: string;
  readonly logY: boolean;
  readonly onLogY: (logY: boolean) => void;
  /** Absent in full screen. */
  readonly onFullScreen?: (() => void) | undefined;
  readonly onTable: () => void;
  readonly onCsv: () => void;
}

export function PanelMenu({ title, logY, onLogY, onFullScreen, onTable, onCsv }: Props) {
  return (
    <div className={styles.actions}>
      {onFullScreen ? (
        <IconButton label="Full screen" small onClick={onFullScreen}>
          <Maximize2 size={13} aria-hidden="true" />
        </IconButton>
      ) : null}
      <Menu position="bottom-end" width={184} transitionProps={{ duration: 120 }} withinPortal>
        <Menu.Target>
          <IconButton label={`Actions for ${title}`} small>
            <EllipsisVertical size={14} aria-hidden="true" />
          </IconButton>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item role="menuitemcheckbox" aria-checked={logY} onClick={() => onLogY(!logY)}>
            {logY ? 'Linear y-axis' : 'Log y-axis'}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item leftSection={<Table2 size={14} />} onClick={onTable}>
            View as table
          </Menu.Item>
          <Menu.Item leftSection={<Download size={14} />} onClick={onCsv}>
            Download CSV
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}
