import { Menu } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useQueryClient } from '@tanstack/react-query';
import { ArrowLeftRight, Code, Copy, EllipsisVertical, Link2, SquareArrowOutUpRight, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { deleteRun, restoreRun } from '../../api/runs';
import { IconButton } from '../../controls/button';
import { ConfirmDialog } from '../../controls/confirm-dialog';
import { copyText } from '../../controls/copy-text';
import { useShowToast } from '../../shell/toasts';
import type { RunView } from '../run-view';
import { CompareDialog } from './compare-dialog';
import { pythonOf } from './python-of';

/** What can be done with a run. A deletion can be undone from the message that tells of it. */
export function RunMenu({ at, run }: RunView) {
  const showToast = useShowToast();
  const copy = (text: string, what: string): void =>
    void copyText(text).then((ok) => showToast({ text: ok ? `${what} copied` : `Copy it by hand: ${text}` }));
  const remove = useDeletion({ at, run });
  const [deleting, setDeleting] = useState(false);
  const [comparing, setComparing] = useState(false);
  const address = `${window.location.origin}/${[at.entity, at.project, 'runs', at.run].map(encodeURIComponent).join('/')}`;
  return (
    <>
      <Menu position="bottom-end" width={208} transitionProps={{ duration: 120 }}>
        <Menu.Target>
          <IconButton label={`Actions for ${run.displayName}`}>
            <EllipsisVertical size={16} aria-hidden="true" />
          </IconButton>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item component="a" href={address} target="_blank" leftSection={<SquareArrowOutUpRight size={14} />}>
            Open in a new tab
          </Menu.Item>
          <Menu.Item leftSection={<ArrowLeftRight size={14} />} onClick={() => setComparing(true)}>
            Compare with…
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item leftSection={<Code size={14} />} onClick={() => copy(pythonOf(at), 'Python')}>
            Copy as Python
          </Menu.Item>
          <Menu.Item leftSection={<Link2 size={14} />} onClick={() => copy(address, 'Link')}>
            Copy link
          </Menu.Item>
          <Menu.Item leftSection={<Copy size={14} />} onClick={() => copy(`${at.entity}/${at.project}/${at.run}`, 'Run path')}>
            Copy run path
          </Menu.Item>
          <Menu.Item leftSection={<Copy size={14} />} onClick={() => copy(at.run, 'Run ID')}>
            Copy run ID
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item leftSection={<Trash2 size={14} />} onClick={() => setDeleting(true)}>
            Delete run
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {comparing ? <CompareDialog at={at} onClose={() => setComparing(false)} /> : null}
      <ConfirmDialog
        title="Delete run"
        opened={deleting}
        action="Delete run"
        onConfirm={() => {
          setDeleting(false);
          void remove();
        }}
        onClose={() => setDeleting(false)}
      >
        Delete &quot;<bdi>{run.displayName}</bdi>&quot;?
      </ConfirmDialog>
    </>
  );
}

function useDeletion({ at, run }: RunView): () => Promise<void> {
  const client = useQueryClient();
  const navigate = useNavigate();
  const showToast = useShowToast();
  const refresh = (): Promise<void> =>
    client.invalidateQueries({ predicate: ({ queryKey }) => ['run', 'runs', 'keys', 'project'].includes(String(queryKey[0])) });
  const undo = async (): Promise<void> => {
    const answer = await restoreRun(at);
    await refresh();
    if (answer.ok) await navigate({ to: '/$entity/$project/runs/$run', params: at });
    else showToast({ text: `The run was not restored: ${answer.problem.title}`, tone: 'error' });
  };
  return async () => {
    const answer = await deleteRun(at);
    if (!answer.ok) {
      showToast({ text: `${run.displayName} was not deleted: ${answer.problem.title}`, tone: 'error' });
      return;
    }
    await navigate({ to: '/$entity/$project', params: { entity: at.entity, project: at.project } });
    client.removeQueries({ queryKey: ['run', at.entity, at.project, at.run] });
    void refresh();
    showToast({ text: 'Run deleted', action: { label: 'Undo', run: () => void undo() } });
  };
}
