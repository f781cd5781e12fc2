import { useQuery } from '@tanstack/react-query';
import type { RunAddress } from '../api/runs';
import { workspaceQuery } from '../api/workspace';
import { runColour } from '../runs/run-look';
import { useScheme } from '../theme/color-scheme';

/** What the person chose for this run, null where the palette decides. */
export function useChosenColour(at: RunAddress): string | null {
  return useQuery(workspaceQuery(at.entity, at.project)).data?.document.colours[at.run] ?? null;
}

export function useRunColour(at: RunAddress, ordinal: number): string {
  return runColour(ordinal, useChosenColour(at), useScheme());
}
