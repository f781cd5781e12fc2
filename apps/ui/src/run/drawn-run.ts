import type { RunRow } from '@runstead/ui-contract';
import type { DrawnRun } from '../panels/panel-types';

/** A run as the charts take it, with the colour that the person chose for it. */
export const drawnRun = (run: Pick<RunRow, 'name' | 'displayName' | 'ordinal'>, colour: string | null): DrawnRun => ({
  name: run.name,
  displayName: run.displayName,
  ordinal: run.ordinal,
  colour,
});
