/** What decides how long is too long. Milliseconds. */
export interface LivenessRules {
  /** Silence after which a run is lost. */
  readonly limit: number;
  /** Time between two sweeps. */
  readonly interval: number;
  /** A sweep later than this means that we were deaf. */
  readonly deafAfter: number;
}

/** A process that announced its pre-emption goes silent on purpose. */
export const PREEMPTING_FACTOR = 4;
/** Wall clock and steady clock may drift apart by so much between two sweeps. */
export const CLOCK_TOLERANCE = 2_000;
/** More than this share of the live runs at once, and at least so many, is rather our fault than theirs. */
export const SUSPICIOUS_SHARE = 0.05;
export const SUSPICIOUS_NUMBER = 3;
/** A suspicious sweep is believed when another one confirms it so much later. */
export const CONFIRM_AFTER = 60_000;

/**
 * The longest silence of a healthy client is about 240 s (one request time-out and one back-off); the default limit is
 * 300 s. Being deaf for a tenth of the limit stays inside that margin, anything longer starts a fresh grace period.
 */
export function livenessRules(crashAfterSeconds: number): LivenessRules {
  const limit = crashAfterSeconds * 1_000;
  const interval = Math.min(5_000, limit / 5);
  return { limit, interval, deafAfter: interval + Math.max(2_000, limit / 10) };
}
