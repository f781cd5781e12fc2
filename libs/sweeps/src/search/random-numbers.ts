/** Numbers in [0, 1). */
export type RandomNumbers = () => number;

/**
 * The same numbers for the same seed, on every machine: a sweep's search can be told again from its log. A mixing
 * generator over a 32-bit counter (the finaliser of MurmurHash3); good enough for sampling, not for secrets.
 */
export function seededNumbers(seed: string): RandomNumbers {
  let high = hash(seed, 0x9747b28c);
  let low = hash(seed, 0x3c6ef372);
  return () => {
    low = (low + 0x9e3779b9) >>> 0;
    high = mixed((high ^ low) >>> 0);
    return (high * 2 ** 21 + (mixed(low ^ 0x5bd1e995) >>> 11)) / 2 ** 53;
  };
}

function hash(text: string, start: number): number {
  let state = start;
  for (let at = 0; at < text.length; at += 1) state = mixed((state ^ text.charCodeAt(at)) >>> 0);
  return state;
}

function mixed(value: number): number {
  let state = value;
  state = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
  state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35);
  return (state ^ (state >>> 16)) >>> 0;
}
