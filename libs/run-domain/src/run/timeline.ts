import type { RunEvent } from '../events/run-event';
import type { Run } from '../run';
import type { StateChange } from '../run-state';

/** A run that flaps for weeks keeps how it began and what happened last. */
const MAX_ENTRIES = 500;

/** The run with one more line of the timeline that explains its state. */
export function withEntry(run: Run, event: RunEvent, state: StateChange['state'], evidence: string): Run {
  const entry: StateChange = { state, time: event.time, actor: event.actor, cause: event.type, evidence, eventId: event.id };
  const held = run.timeline;
  const kept = held.length < MAX_ENTRIES ? held : [...held.slice(0, 1), ...held.slice(2)];
  return { ...run, timeline: [...kept, entry] };
}
