import type { PanelOptions } from '@runstead/ui-contract';
import type { PanelSettings } from './panel-types';

/** What a person can do to a panel. Stable; what is null cannot be done here (a run page arranges nothing). */
export interface PanelActions {
  readonly setOptions: (id: string, changes: Partial<PanelOptions>) => void;
  readonly setWorkspace: (changes: Partial<PanelSettings>) => void;
  readonly fullScreen: (id: string) => void;
  readonly edit: ((id: string) => void) | null;
  readonly duplicate: ((id: string) => void) | null;
  readonly remove: ((id: string) => void) | null;
  readonly move: ((id: string) => void) | null;
  readonly copyLink: (title: string) => void;
}
