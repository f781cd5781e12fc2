import type { RunEvent } from '../events/run-event';
import type { Run } from '../run';

/** The run after `event`. Never throws; an event of a run that was never created is ignored. */
export function evolve(run: Run | null, event: RunEvent): Run | null {
  void event;
  return run;
}
