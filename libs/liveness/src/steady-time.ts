/** A clock that never jumps, to notice that the other one did, or that we were not running. Used as its own Nest token. */
export abstract class SteadyTime {
  /** Milliseconds since some moment. */
  abstract now(): number;
}

export class ProcessTime extends SteadyTime {
  now(): number {
    return performance.now();
  }
}
