import { Menu } from '@mantine/core';
import { Download, Table2 } from 'lucide-react';
import { FloatingMenu } from '../controls/floating-menu';

interface Props {
  readonly title: string;
  readonly logY: boolean;
  readonly onLogY: (logY: boolean) => void;
  readonly onTable: () => void;
  readonly onCsv: () => void;
  readonly onClose: () => void;
}

export function PanelMenuItems({ title, logY, onLogY, onTable, onCsv, onClose }: Props) {
  return (
    <FloatingMenu label={`Actions for ${title}`} width={184} position="bottom-end" onClose={onClose}>
      <Menu.Item onClick={() => onLogY(!logY)}>{logY ? 'Linear y-axis' : 'Log y-axis'}</Menu.Item>
      <Menu.Divider />
      <Menu.Item leftSection={<Table2 size={14} />} onClick={onTable}>
        View as table
      </Menu.Item>
      <Menu.Item leftSection={<Download size={14} />} onClick={onCsv}>
        Download CSV
      </Menu.Item>
    </FloatingMenu>
  );
}
