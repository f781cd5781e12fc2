import { Menu } from '@mantine/core';
import { FloatingMenu } from '../controls/floating-menu';
import type { ExportKind } from './use-table-export';

interface Props {
  readonly onExport: (kind: ExportKind, columns: 'visible' | 'all') => void;
  readonly onClose: () => void;
}

export function ExportMenu({ onExport, onClose }: Props) {
  return (
    <FloatingMenu label="Export" width={220} position="bottom-end" onClose={onClose}>
      <Menu.Item onClick={() => onExport('csv', 'visible')}>CSV, visible columns</Menu.Item>
      <Menu.Item onClick={() => onExport('csv', 'all')}>CSV, all columns</Menu.Item>
      <Menu.Item onClick={() => onExport('json', 'all')}>JSON, values in full</Menu.Item>
    </FloatingMenu>
  );
}
