import { DEFAULT_WORKSPACE, type SavedView, type WorkspaceDocument } from '@runstead/ui-contract';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo, useRef, useState } from 'react';
import { statusOf } from '../../api/answer';
import { changeView, viewListQuery, viewQuery } from '../../api/views';
import { useShowToast } from '../../shell/toasts';
import type { WorkspaceHandle } from '../use-workspace-document';

/** A named view: changes stay in this tab until `save`. */
export interface SavedViewHandle extends WorkspaceHandle {
  readonly name: string;
  readonly changed: boolean;
  readonly missing: boolean;
  readonly save: () => void;
}

export function useSavedView(entity: string, project: string, id: string | undefined): SavedViewHandle | null {
  const client = useQueryClient();
  const showToast = useShowToast();
  const options = viewQuery(entity, project, id ?? '');
  const query = useQuery({ ...options, enabled: id !== undefined });
  const [local, setLocal] = useState<{ readonly id: string; readonly document: WorkspaceDocument } | null>(null);
  const [conflicting, setConflicting] = useState(false);
  const own = local?.id === id ? local : null;
  const document = own?.document ?? query.data?.document ?? DEFAULT_WORKSPACE;
  const current = useRef({ document, stored: query.data });
  current.current = { document, stored: query.data };

  const change = useCallback(
    (changes: Partial<WorkspaceDocument>): void => {
      if (id === undefined) return;
      const next = { ...current.current.document, ...changes };
      current.current = { ...current.current, document: next };
      setLocal({ id, document: next });
    },
    [id],
  );
  const queryKey = useMemo(() => viewQuery(entity, project, id ?? '').queryKey, [entity, project, id]);
  const store = useCallback(
    async (revision: number): Promise<void> => {
      if (id === undefined) return;
      const answer = await changeView(entity, project, id, { revision, document: current.current.document });
      if (answer.ok) {
        client.setQueryData(queryKey, answer.value);
        setLocal(null);
        setConflicting(false);
        void client.invalidateQueries(viewListQuery(entity, project));
        showToast({ text: `"${answer.value.name}" saved` });
      } else if (answer.problem.status === 409) setConflicting(true);
      else showToast({ text: `The view was not saved: ${answer.problem.detail || answer.problem.title}`, tone: 'error' });
    },
    [client, entity, project, id, queryKey, showToast],
  );
  const newest = async (): Promise<SavedView | undefined> => (await query.refetch()).data;
  const resolve = async (keep: boolean): Promise<void> => {
    const found = await newest();
    if (!found) return;
    if (keep) await store(found.revision);
    else setLocal(null);
    setConflicting(false);
  };
  if (id === undefined) return null;
  return {
    document,
    loaded: query.data !== undefined || query.isError,
    missing: statusOf(query.error) === 404,
    view: `${id} ${query.data?.revision ?? 0}`,
    name: query.data?.name ?? '',
    changed: own !== null,
    change,
    save: () => void store(query.data?.revision ?? 0),
    conflict: conflicting ? { loadNewer: () => void resolve(false), keepMine: () => void resolve(true) } : null,
  };
}
