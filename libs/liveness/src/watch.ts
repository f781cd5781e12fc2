import type { OverdueRun } from '@runstead/heartbeats';
import {
  CLOCK_TOLERANCE,
  CONFIRM_AFTER,
  type LivenessRules,
  PREEMPTING_FACTOR,
  SUSPICIOUS_NUMBER,
  SUSPICIOUS_SHARE,
} from './liveness-rules';

/** What one sweep saw. */
export interface Sweep {
  /** Milliseconds since the epoch, by the clock of the heartbeat store. */
  readonly now: number;
  /** Milliseconds of a clock that never jumps. */
  readonly steady: number;
  readonly epoch: string;
  /** When somebody last took posts, by the clock of the heartbeat store; null: never. */
  readonly listened: number | null;
  /** How many runs are watched. */
  readonly live: number;
  readonly overdue: readonly OverdueRun[];
  readonly preempting: ReadonlySet<string>;
}

/** What the monitor remembers between sweeps. */
export interface Watch {
  /** Since when nothing has disturbed the observation. Silence before it proves nothing. */
  readonly observedSince: number;
  readonly last: { readonly now: number; readonly steady: number; readonly epoch: string } | null;
  /** A sweep that would have marked too many, waiting to be confirmed. */
  readonly suspicion: { readonly steady: number; readonly runIds: ReadonlySet<string> } | null;
}

export type Disturbance = 'started' | 'deaf' | 'clock-jump' | 'store-changed' | 'nobody-listened';

export interface Verdict {
  readonly watch: Watch;
  readonly lost: readonly OverdueRun[];
  /** Why all silences are forgiven from now on, or null. */
  readonly disturbance: Disturbance | null;
  /** Runs that are held back until a second sweep confirms them. */
  readonly heldBack: number;
}

export const NOT_WATCHING: Watch = { observedSince: Number.POSITIVE_INFINITY, last: null, suspicion: null };

/**
 * Who is lost. Absence is never death: a verdict needs a last sign of life and an undisturbed observation since then
 * for the whole limit. Our own start, a sweep that came late, a clock that jumped, a store that may have forgotten and
 * a time in which nobody took posts each start a fresh grace period.
 */
export function judge(watch: Watch, sweep: Sweep, rules: LivenessRules): Verdict {
  const disturbance = disturbanceOf(watch, sweep, rules);
  const observedSince = disturbance ? sweep.now : watch.observedSince;
  const last = { now: sweep.now, steady: sweep.steady, epoch: sweep.epoch };
  if (disturbance) return { watch: { observedSince, last, suspicion: null }, lost: [], disturbance, heldBack: 0 };
  const silent = sweep.overdue.filter(
    ({ runId, lastSeen }) => sweep.now - Math.max(lastSeen, observedSince) >= silenceLimit(runId, sweep.preempting, rules),
  );
  const { lost, suspicion } = believe(silent, watch.suspicion, sweep);
  return { watch: { observedSince, last, suspicion }, lost, disturbance: null, heldBack: silent.length - lost.length };
}

/** How long a run may be silent, in milliseconds. */
export function silenceLimit(runId: string, preempting: ReadonlySet<string>, { limit }: LivenessRules): number {
  return preempting.has(runId) ? limit * PREEMPTING_FACTOR : limit;
}

function disturbanceOf({ last }: Watch, sweep: Sweep, rules: LivenessRules): Disturbance | null {
  if (!last) return 'started';
  if (sweep.epoch !== last.epoch) return 'store-changed';
  const passed = sweep.steady - last.steady;
  if (passed > rules.deafAfter) return 'deaf';
  if (Math.abs(sweep.now - last.now - passed) > CLOCK_TOLERANCE) return 'clock-jump';
  return sweep.listened === null || sweep.now - sweep.listened > rules.deafAfter ? 'nobody-listened' : null;
}

function believe(
  silent: readonly OverdueRun[],
  suspicion: Watch['suspicion'],
  { live, steady }: Sweep,
): Pick<Watch, 'suspicion'> & { readonly lost: readonly OverdueRun[] } {
  const suspicious = silent.length >= SUSPICIOUS_NUMBER && silent.length > live * SUSPICIOUS_SHARE;
  if (!suspicious) return { lost: silent, suspicion: null };
  if (!suspicion) return { lost: [], suspicion: { steady, runIds: new Set(silent.map(({ runId }) => runId)) } };
  if (steady - suspicion.steady < CONFIRM_AFTER) return { lost: [], suspicion };
  return { lost: silent.filter(({ runId }) => suspicion.runIds.has(runId)), suspicion: null };
}
