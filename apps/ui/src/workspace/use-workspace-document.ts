import { CSRF_HEADER, DEFAULT_WORKSPACE, type WorkspaceDocument } from '@runstead/ui-contract';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { apiPath } from '../api/request';
import { saveWorkspace, workspaceQuery } from '../api/workspace';

const SAVE_AFTER_MS = 500;

export interface WorkspaceHandle {
  readonly document: WorkspaceDocument;
  readonly loaded: boolean;
  /** Changes when another document took its place: nothing of the earlier one can be taken back. */
  readonly view: string;
  readonly change: (changes: Partial<WorkspaceDocument>) => void;
  /** Something is shown that the server does not hold yet. */
  readonly unsaved?: boolean;
  /** Set when the same view was saved elsewhere meanwhile: nothing is overwritten before the person chose. */
  readonly conflict: { readonly loadNewer: () => void; readonly keepMine: () => void } | null;
}

/** The person's own view of a project: changes show at once and are saved 500 ms after the last one, and on leaving the page. */
export function useWorkspaceDocument(entity: string, project: string): WorkspaceHandle {
  const client = useQueryClient();
  const query = useQuery(workspaceQuery(entity, project));
  const [local, setLocal] = useState<WorkspaceDocument | null>(null);
  const [conflicting, setConflicting] = useState(false);
  const [replaced, setReplaced] = useState(0);
  const [unsaved, setUnsaved] = useState(false);
  const state = useRef({ document: null as WorkspaceDocument | null, revision: 0, dirty: false, saving: false });
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);

  useEffect(() => {
    if (!query.data || state.current.dirty || state.current.saving) return;
    state.current.revision = query.data.revision;
    state.current.document = query.data.document;
    setLocal(query.data.document);
  }, [query.data]);

  const save = useCallback(async (): Promise<void> => {
    const current = state.current;
    if (timer.current) clearTimeout(timer.current);
    timer.current = null;
    if (!current.dirty || current.saving || !current.document) return;
    current.dirty = false;
    current.saving = true;
    const document = current.document;
    const answer = await saveWorkspace(entity, project, current.revision, document);
    current.saving = false;
    if (answer.ok) {
      current.revision = answer.value.revision;
      client.setQueryData(workspaceQuery(entity, project).queryKey, { revision: answer.value.revision, document });
      if (current.dirty) timer.current = setTimeout(() => void save(), SAVE_AFTER_MS);
      else setUnsaved(false);
    } else {
      current.dirty = true;
      if (answer.problem.status === 409) setConflicting(true);
      // Out of reach: tried again with the next change, or in a while.
      else if (answer.problem.status === 0 || answer.problem.status >= 500) timer.current = setTimeout(() => void save(), 5_000);
    }
  }, [client, entity, project]);

  const change = useCallback(
    (changes: Partial<WorkspaceDocument>): void => {
      const document = { ...(state.current.document ?? DEFAULT_WORKSPACE), ...changes };
      state.current.document = document;
      state.current.dirty = true;
      setLocal(document);
      setUnsaved(true);
      if (timer.current) clearTimeout(timer.current);
      timer.current = setTimeout(() => void save(), SAVE_AFTER_MS);
    },
    [save],
  );

  useEffect(() => {
    const leaving = (): void => {
      if (state.current.dirty && state.current.document) sendOnLeaving(entity, project, state.current.revision, state.current.document);
    };
    addEventListener('pagehide', leaving);
    return () => {
      removeEventListener('pagehide', leaving);
      void save();
    };
  }, [entity, project, save]);

  const refetch = query.refetch;
  const resolve = useCallback(
    async (keep: boolean): Promise<void> => {
      state.current.dirty = keep;
      const newer = await refetch();
      if (!newer.data) return;
      state.current.revision = newer.data.revision;
      setConflicting(false);
      if (keep) await save();
      else {
        state.current.document = newer.data.document;
        setLocal(newer.data.document);
        setUnsaved(false);
        setReplaced((count) => count + 1);
      }
    },
    [refetch, save],
  );

  return {
    document: local ?? DEFAULT_WORKSPACE,
    // A view that cannot be read never locks anybody out.
    loaded: local !== null || query.isError,
    view: `own ${replaced}`,
    change,
    unsaved,
    conflict: conflicting ? { loadNewer: () => void resolve(false), keepMine: () => void resolve(true) } : null,
  };
}

/** `keepalive` lets the request outlive the page. */
function sendOnLeaving(entity: string, project: string, revision: number, document: WorkspaceDocument): void {
  void fetch(apiPath('projects', entity, project, 'workspace'), {
    method: 'PUT',
    keepalive: true,
    headers: { 'content-type': 'application/json', [CSRF_HEADER]: '1' },
    body: JSON.stringify({ revision, document }),
  });
}
