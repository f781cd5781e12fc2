import type { RunChanges } from '@runstead/ui-contract';
import type { ListedRun } from '../workspace/use-runs';

/** What a head of a column does. */
export interface ColumnActions {
  readonly sort: (field: string, descending: boolean) => void;
  readonly width: (field: string, width: number | null) => void;
  readonly move: (field: string, target: string) => void;
  readonly pin: (field: string, on: boolean) => void;
  readonly hide: (field: string) => void;
  readonly groupBy: (field: string) => void;
}

/** What a row does; stable for the life of the grid. */
export interface RowActions {
  /** `upTo` takes all rows from the last chosen one on. */
  readonly select: (run: string, upTo: boolean) => void;
  readonly setEye: (run: string, shown: boolean) => void;
  readonly rename: (run: ListedRun, displayName: string) => void;
  readonly describe: (run: ListedRun, changes: Pick<RunChanges, 'notes' | 'tags'>) => void;
  readonly toggle: (group: string) => void;
  readonly showMore: (group: string) => void;
}
