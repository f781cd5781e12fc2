import type { RunDocument } from '@runstead/ui-contract';
import type { RunAddress } from '../api/runs';

/** What every part of the run page is given. */
export interface RunView {
  readonly at: RunAddress;
  readonly run: RunDocument;
}
