import { Menu } from '@mantine/core';
import type { RunRow } from '@runstead/ui-contract';
import { useNavigate } from '@tanstack/react-router';
import { FloatingMenu } from '../controls/floating-menu';
import { isLive } from '../runs/run-state';
import type { RowHandlers } from './run-row';
import type { RunActions } from './use-run-actions';
import styles from './workspace.module.css';

interface Props {
  readonly entity: string;
  readonly project: string;
  readonly run: RunRow;
  readonly actions: RunActions;
  readonly only: boolean;
  readonly pinned: 'pinned' | 'baseline' | undefined;
  readonly handlers: RowHandlers;
  readonly onOnly: () => void;
  readonly onRename: () => void;
  readonly onStop: () => void;
  readonly onDelete: () => void;
  readonly onClose: () => void;
}

export function RunMenu({ entity, project, run, actions, only, pinned, handlers, onOnly, onRename, onStop, onDelete, onClose }: Props) {
  const navigate = useNavigate();
  return (
    <FloatingMenu label={`Actions for ${run.displayName}`} width={184} position="bottom-start" onClose={onClose}>
      <Menu.Item onClick={() => void navigate({ to: '/$entity/$project/runs/$run', params: { entity, project, run: run.name } })}>
        Open
      </Menu.Item>
      <Menu.Item onClick={onRename}>Rename</Menu.Item>
      <Menu.Item onClick={onOnly}>{only ? 'Show the others again' : 'Only this run'}</Menu.Item>
      <Menu.Item onClick={() => handlers.setPinned(run.name, !pinned)}>{pinned ? 'Unpin run' : 'Pin run'}</Menu.Item>
      <Menu.Item onClick={() => handlers.setBaseline(pinned === 'baseline' ? null : run.name)}>
        {pinned === 'baseline' ? 'No longer the baseline' : 'Set as baseline'}
      </Menu.Item>
      <Menu.Divider />
      <Menu.Item onClick={() => actions.copy(`${entity}/${project}/${run.name}`, 'Run path')}>Copy run path</Menu.Item>
      <Menu.Item onClick={() => actions.copy(run.name, 'Run ID')}>Copy run ID</Menu.Item>
      <Menu.Divider />
      {isLive(run.state) ? <Menu.Item onClick={onStop}>Stop run</Menu.Item> : null}
      <Menu.Item className={styles.dangerItem ?? ''} onClick={onDelete}>
        Delete run
      </Menu.Item>
    </FloatingMenu>
  );
}
