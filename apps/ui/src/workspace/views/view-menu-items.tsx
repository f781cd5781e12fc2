import { Menu } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Check } from 'lucide-react';
import { useState } from 'react';
import { changeView, createView, removeView, viewListQuery, viewQuery } from '../../api/views';
import { ConfirmDialog } from '../../controls/confirm-dialog';
import { copyText } from '../../controls/copy-text';
import { FloatingMenu } from '../../controls/floating-menu';
import { visibleText } from '../../format/visible-text';
import { useShowToast } from '../../shell/toasts';
import workspace from '../workspace.module.css';
import { NameDialog } from './name-dialog';
import type { ViewMenuProps } from './view-menu';

interface Props extends ViewMenuProps {
  readonly onClose: () => void;
}

type Asked = 'save' | 'rename' | 'delete' | 'reset' | null;

export function ViewMenuItems({ entity, project, view, document, onReset, onClose }: Props) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const showToast = useShowToast();
  const views = useQuery(viewListQuery(entity, project)).data?.views ?? [];
  const [asked, setAsked] = useState<Asked>(null);
  const open = (nw: string | undefined): void => void navigate({ to: '.', search: (last) => ({ ...last, nw }) });
  const failed = (detail: string): void => showToast({ text: detail, tone: 'error' });
  const refresh = (): void => void client.invalidateQueries(viewListQuery(entity, project));
  const save = async (name: string): Promise<void> => {
    const made = await createView(entity, project, name, document);
    if (!made.ok) return failed(`The view was not saved: ${made.problem.detail || made.problem.title}`);
    client.setQueryData(viewQuery(entity, project, made.value.id).queryKey, made.value);
    refresh();
    open(made.value.id);
  };
  const rename = async (name: string): Promise<void> => {
    if (!view) return;
    const stored = await client.fetchQuery({ ...viewQuery(entity, project, view.id), staleTime: 0 });
    const changed = await changeView(entity, project, view.id, { revision: stored.revision, name });
    if (!changed.ok) return failed(`The view was not renamed: ${changed.problem.detail || changed.problem.title}`);
    client.setQueryData(viewQuery(entity, project, view.id).queryKey, changed.value);
    refresh();
  };
  const remove = async (): Promise<void> => {
    if (!view) return;
    const gone = await removeView(entity, project, view.id);
    if (!gone.ok) return failed(`The view was not deleted: ${gone.problem.detail || gone.problem.title}`);
    refresh();
    open(undefined);
  };
  const then = (act: (name: string) => Promise<void>) => (name: string) => {
    void act(name);
    onClose();
  };
  if (asked === 'save') return <NameDialog title="Save as new view" action="Save view" name="" onName={then(save)} onClose={onClose} />;
  if (asked === 'rename')
    return <NameDialog title="Rename view" action="Rename" name={view?.handle.name ?? ''} onName={then(rename)} onClose={onClose} />;
  if (asked === 'delete')
    return (
      <ConfirmDialog opened title="Delete view" action="Delete view" onConfirm={() => then(remove)('')} onClose={onClose}>
        {`Delete "${view?.handle.name ?? ''}" for everybody in this project? Runs and charts stay.`}
      </ConfirmDialog>
    );
  if (asked === 'reset')
    return (
      <ConfirmDialog
        opened
        title="Reset workspace"
        action="Reset"
        onConfirm={() => {
          onReset(false);
          onClose();
        }}
        onClose={onClose}
      >
        Panels and sections go back to automatic: one panel for every logged key. You can take this back with Undo.
      </ConfirmDialog>
    );
  const item = (id: string | undefined, name: string) => (
    <Menu.Item key={id ?? ''} rightSection={view?.id === id ? <Check size={14} aria-label="shown" /> : undefined} onClick={() => open(id)}>
      <bdi>{visibleText(name)}</bdi>
    </Menu.Item>
  );
  return (
    <FloatingMenu label="Views" width={240} position="bottom-start" onClose={onClose}>
      {item(undefined, 'My workspace')}
      {views.length > 0 ? <Menu.Label>Saved views</Menu.Label> : null}
      {views.map(({ id, name }) => item(id, name))}
      <Menu.Divider />
      <Menu.Item closeMenuOnClick={false} onClick={() => setAsked('save')}>
        Save as new view…
      </Menu.Item>
      {view ? (
        <>
          <Menu.Item closeMenuOnClick={false} onClick={() => setAsked('rename')}>
            Rename
          </Menu.Item>
          <Menu.Item closeMenuOnClick={false} className={workspace.dangerItem ?? ''} onClick={() => setAsked('delete')}>
            Delete view
          </Menu.Item>
        </>
      ) : null}
      <Menu.Divider />
      <Menu.Item onClick={() => void copyText(location.href).then((ok) => showToast({ text: ok ? 'Link copied' : location.href }))}>
        Copy link to this view
      </Menu.Item>
      <Menu.Item closeMenuOnClick={false} onClick={() => setAsked('reset')}>
        Reset workspace…
      </Menu.Item>
      <Menu.Item onClick={() => onReset(true)}>Start with no panels</Menu.Item>
    </FloatingMenu>
  );
}
