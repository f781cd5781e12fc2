import { Menu } from '@mantine/core';
import { FloatingMenu } from '../controls/floating-menu';
import type { ColumnActions } from './grid-actions';
import { NAME, type TableColumn } from './table-columns';

interface Props {
  readonly column: TableColumn;
  /** Its neighbours among those that move with it. */
  readonly before: string | undefined;
  readonly after: string | undefined;
  readonly actions: ColumnActions;
  readonly onFit: () => void;
  readonly onClose: () => void;
}

const STEP = 40;

export function ColumnMenu({ column, before, after, actions, onFit, onClose }: Props) {
  const { field, width } = column;
  return (
    <FloatingMenu label={`Column ${column.label}`} width={184} position="bottom-end" onClose={onClose}>
      {field === 'tags' ? null : (
        <>
          <Menu.Item onClick={() => actions.sort(field, false)}>Sort ascending</Menu.Item>
          <Menu.Item onClick={() => actions.sort(field, true)}>Sort descending</Menu.Item>
        </>
      )}
      {field === NAME ? null : <Menu.Item onClick={() => actions.groupBy(field)}>Group by</Menu.Item>}
      <Menu.Divider />
      <Menu.Item onClick={() => actions.width(field, Math.min(1_200, width + STEP))}>Wider</Menu.Item>
      <Menu.Item onClick={() => actions.width(field, Math.max(64, width - STEP))}>Narrower</Menu.Item>
      <Menu.Item onClick={onFit}>Fit to content</Menu.Item>
      {field === NAME ? null : (
        <>
          <Menu.Divider />
          {before === undefined ? null : <Menu.Item onClick={() => actions.move(field, before)}>Move left</Menu.Item>}
          {after === undefined ? null : <Menu.Item onClick={() => actions.move(field, after)}>Move right</Menu.Item>}
          <Menu.Item onClick={() => actions.pin(field, !column.pinned)}>{column.pinned ? 'Unpin column' : 'Pin column'}</Menu.Item>
          <Menu.Item onClick={() => actions.hide(field)}>Hide column</Menu.Item>
        </>
      )}
    </FloatingMenu>
  );
}
