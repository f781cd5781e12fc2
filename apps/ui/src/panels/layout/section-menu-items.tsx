import { Menu } from '@mantine/core';
import { FloatingMenu } from '../../controls/floating-menu';
import type { SectionActions } from '../panel-section';
import styles from '../panels.module.css';

interface Props {
  readonly name: string;
  readonly columns: number | undefined;
  readonly actions: SectionActions;
  readonly onRename: () => void;
  readonly onClose: () => void;
}

const COLUMNS = [1, 2, 3, 4, 5, 6];

export function SectionMenuItems({ name, columns, actions, onRename, onClose }: Props) {
  return (
    <FloatingMenu label={`Actions for section ${name}`} width={200} position="bottom-end" onClose={onClose}>
      <Menu.Item onClick={onRename}>Rename section</Menu.Item>
      <Menu.Item onClick={() => actions.sort(name)}>Sort panels A–Z</Menu.Item>
      <Menu.Divider />
      <Menu.Label>Columns</Menu.Label>
      <div className={styles.columnChoice} role="group" aria-label="Columns">
        <button type="button" aria-pressed={columns === undefined} onClick={() => actions.columns(name, undefined)}>
          Auto
        </button>
        {COLUMNS.map((count) => (
          <button key={count} type="button" aria-pressed={columns === count} onClick={() => actions.columns(name, count)}>
            {count}
          </button>
        ))}
      </div>
      <Menu.Divider />
      <Menu.Item onClick={() => actions.insert(name, 'above')}>New section above</Menu.Item>
      <Menu.Item onClick={() => actions.insert(name, 'below')}>New section below</Menu.Item>
      <Menu.Item onClick={() => actions.move(name, -1)}>Move up</Menu.Item>
      <Menu.Item onClick={() => actions.move(name, 1)}>Move down</Menu.Item>
      <Menu.Divider />
      <Menu.Item className={styles.dangerItem ?? ''} onClick={() => actions.remove(name)}>
        Delete section
      </Menu.Item>
    </FloatingMenu>
  );
}
