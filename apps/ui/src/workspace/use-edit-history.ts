import type { WorkspaceDocument } from '@runstead/ui-contract';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { WorkspaceHandle } from './use-workspace-document';

type Changes = Partial<WorkspaceDocument>;

export interface EditHistory {
  /** Changes the document; edits of layout and settings can be taken back. */
  readonly change: (changes: Changes) => void;
  readonly undo: (() => void) | null;
  readonly redo: (() => void) | null;
}

/** What undo knows: not eyes, searches and widths, which are looking rather than editing. */
const EDITS = [
  ...(['layout', 'panels', 'xAxis', 'smoothing', 'smoothingKind', 'logX', 'ignoreOutliers', 'maxRuns'] as const),
  ...(['aggregate', 'groupRange', 'groupBy'] as const),
] as const satisfies readonly (keyof WorkspaceDocument)[];
const MOST = 100;
/** Edits of the same fields nearer to each other than this, as from a slider, are one step. */
const ONE_STEP_MS = 800;

interface Steps {
  readonly past: readonly Changes[];
  readonly future: readonly Changes[];
}

const NONE: Steps = { past: [], future: [] };

/** Undo and redo of this tab's last 100 edits, also by Ctrl/⌘+Z, Ctrl/⌘+Shift+Z and Ctrl+Y. */
export function useEditHistory({ document, change: save, view }: WorkspaceHandle): EditHistory {
  const [steps, setSteps] = useState(NONE);
  const current = useRef({ document, save, steps });
  current.current = { document, save, steps };
  const last = useRef({ fields: '', at: -Infinity });
  useEffect(() => setSteps(NONE), [view]);

  const change = useCallback((changes: Changes): void => {
    const { document: before, save: apply } = current.current;
    const edited = EDITS.filter((field) => field in changes);
    if (edited.length > 0) {
      const fields = edited.join(' ');
      const now = performance.now();
      const same = last.current.fields === fields && now - last.current.at < ONE_STEP_MS && fields !== 'layout';
      last.current = { fields, at: now };
      const step = picked(before, edited);
      setSteps(({ past }) => ({ past: same && past.length > 0 ? past : [...past, step].slice(-MOST), future: [] }));
    }
    apply(changes);
  }, []);

  const travel = useCallback((from: 'past' | 'future'): void => {
    const { document: now, save: apply, steps: all } = current.current;
    const step = all[from].at(-1);
    if (!step) return;
    last.current = { fields: '', at: -Infinity };
    const back = picked(
      now,
      EDITS.filter((field) => field in step),
    );
    const { past, future } = all;
    setSteps(
      from === 'past' ? { past: past.slice(0, -1), future: [...future, back] } : { past: [...past, back], future: future.slice(0, -1) },
    );
    apply(step);
  }, []);

  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
      if (event.target instanceof HTMLElement && event.target.matches('input, textarea, select, [contenteditable]')) return;
      const key = event.key.toLowerCase();
      if (key !== 'z' && key !== 'y') return;
      event.preventDefault();
      travel(key === 'y' || event.shiftKey ? 'future' : 'past');
    };
    addEventListener('keydown', pressed);
    return () => removeEventListener('keydown', pressed);
  }, [travel]);

  return {
    change,
    undo: steps.past.length > 0 ? () => travel('past') : null,
    redo: steps.future.length > 0 ? () => travel('future') : null,
  };
}

/** The fields as they are; those that are not set are set to undefined, so that going back unsets them. */
const picked = (document: WorkspaceDocument, fields: readonly (keyof WorkspaceDocument)[]): Changes =>
  Object.fromEntries(fields.map((field) => [field, document[field]]));
