import { Menu } from '@mantine/core';
import { Copy, Download, Image, Link2, MoveRight, Pencil, Table2, Trash2 } from 'lucide-react';
import { FloatingMenu } from '../controls/floating-menu';
import type { PanelMenuProps } from './panel-menu';
import styles from './panels.module.css';

interface Props extends PanelMenuProps {
  readonly onClose: () => void;
}

export function PanelMenuItems({ id, title, actions, fullScreen, logY, onTable, onCsv, onPicture, onClose }: Props) {
  const arranged = !fullScreen && actions.duplicate !== null;
  return (
    <FloatingMenu label={`Actions for ${title}`} width={192} position="bottom-end" onClose={onClose}>
      {actions.edit && !fullScreen ? (
        <Menu.Item leftSection={<Pencil size={14} />} onClick={() => actions.edit?.(id)}>
          Edit
        </Menu.Item>
      ) : null}
      {arranged ? (
        <>
          <Menu.Item leftSection={<Copy size={14} />} onClick={() => actions.duplicate?.(id)}>
            Duplicate
          </Menu.Item>
          <Menu.Item leftSection={<MoveRight size={14} />} onClick={() => actions.move?.(id)}>
            Move…
          </Menu.Item>
        </>
      ) : null}
      {logY ? <Menu.Item onClick={() => logY.set(!logY.on)}>{logY.on ? 'Linear y-axis' : 'Log y-axis'}</Menu.Item> : null}
      <Menu.Item leftSection={<Link2 size={14} />} onClick={() => actions.copyLink(title)}>
        Copy panel link
      </Menu.Item>
      {onTable || onCsv || onPicture ? <Menu.Divider /> : null}
      {onTable ? (
        <Menu.Item leftSection={<Table2 size={14} />} onClick={onTable}>
          View as table
        </Menu.Item>
      ) : null}
      {onCsv ? (
        <Menu.Item leftSection={<Download size={14} />} onClick={onCsv}>
          Download CSV
        </Menu.Item>
      ) : null}
      {onPicture ? (
        <>
          <Menu.Item leftSection={<Image size={14} />} onClick={() => onPicture('png')}>
            Download PNG
          </Menu.Item>
          <Menu.Item leftSection={<Image size={14} />} onClick={() => onPicture('svg')}>
            Download SVG
          </Menu.Item>
        </>
      ) : null}
      {arranged ? (
        <>
          <Menu.Divider />
          <Menu.Item leftSection={<Trash2 size={14} />} className={styles.dangerItem ?? ''} onClick={() => actions.remove?.(id)}>
            Delete
          </Menu.Item>
        </>
      ) : null}
    </FloatingMenu>
  );
}
