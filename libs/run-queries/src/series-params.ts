/** The months (`YYYYMM`) of the partitions that hold these runs: a run's id begins with the millisecond in which it was made. */
export function monthsOf(runIds: readonly string[]): number[] {
  const months = runIds.map((runId) => {
    const made = new Date(Number(BigInt(runId) >> 21n));
    return made.getUTCFullYear() * 100 + made.getUTCMonth() + 1;
  });
  return [...new Set(months)];
}

const LEAST_STEP = -(2n ** 63n);
const MOST_STEP = 2n ** 63n - 1n;

/** The inclusive interval, as floats and as the steps within it. */
export function rangeParams([x0, x1]: readonly [number, number]): { x0: number; x1: number; from: string; to: string } {
  return { x0, x1, from: stepAt(Math.ceil(x0)), to: stepAt(Math.floor(x1)) };
}

/** As an `Int64`. */
export function stepAt(x: number): string {
  if (x <= Number(LEAST_STEP)) return LEAST_STEP.toString();
  if (x >= Number(MOST_STEP)) return MOST_STEP.toString();
  return BigInt(x).toString();
}
