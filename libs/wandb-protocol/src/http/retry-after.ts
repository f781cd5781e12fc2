/** Whole seconds from 1 to 30, spread so that many clients do not come back at the same moment. */
export function retryAfterSeconds(random: () => number = Math.random): number {
  return 1 + Math.floor(random() * 30);
}
