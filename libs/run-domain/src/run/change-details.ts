import type { RunDetails } from '../events/run-event';
import type { Run } from '../run';
import { sameJson } from './same-json';

type Changes = Partial<RunDetails>;

/** Without what was not told; tags without repetitions, in their order. */
export function toldDetails(details: Changes): Changes {
  const told = Object.entries(details).filter(([, value]) => value !== null && value !== undefined);
  const changes = Object.fromEntries(told) as Changes;
  return changes.tags ? { ...changes, tags: [...new Set(changes.tags)] } : changes;
}

/** Those of `told` that differ from what the run has: a client resends its details often. */
export function changedDetails(run: Run, told: Changes): Changes {
  const held: RunDetails = { ...run.details, displayName: run.displayName };
  const differing = Object.entries(told).filter(([name, value]) => !sameJson(value, held[name as keyof RunDetails]));
  return Object.fromEntries(differing) as Changes;
}
