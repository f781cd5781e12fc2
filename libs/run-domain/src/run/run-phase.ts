import type { RunState } from '../run-state';

/** Over, by the client's own word. */
export function isCompleted(state: RunState): boolean {
  return state === 'finished' || state === 'failed' || state === 'killed';
}

/** Taken for lost: silence is the only evidence. */
export function isLost(state: RunState): boolean {
  return state === 'crashed' || state === 'preempted';
}
