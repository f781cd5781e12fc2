import { useMemo } from 'react';
import type { PanelSettings } from '../panels/panel-types';
import { useWorkspaceDocument, type WorkspaceHandle } from '../workspace/use-workspace-document';
import { xAxisOf } from '../workspace/x-axis-of';
import type { RunAddress } from '../api/runs';
import { closedHere, closedInAll } from './closed-sections';

interface PanelLayout {
  readonly settings: PanelSettings;
  readonly change: (changes: Partial<PanelSettings>) => void;
  readonly conflict: WorkspaceHandle['conflict'];
}

/**
 * How the panels of the run pages of a project are drawn: x axis and smoothing are those of its workspace, which sections
 * are closed is the run page's own. Saved for the person, on the server.
 */
export function usePanelLayout(at: RunAddress): PanelLayout {
  const { document, change, conflict } = useWorkspaceDocument(at.entity, at.project);
  const settings = useMemo<PanelSettings>(
    () => ({
      xAxis: xAxisOf(document.xAxis),
      smoothing: document.smoothing,
      maxRuns: document.maxRuns,
      closedSections: closedHere(document.closedSections),
      panels: document.panels,
      smoothingKind: document.smoothingKind,
    }),
    [document],
  );
  return {
    settings,
    conflict,
    change: ({ closedSections, ...rest }) =>
      change({ ...rest, ...(closedSections ? { closedSections: closedInAll(document.closedSections, closedSections) } : {}) }),
  };
}
