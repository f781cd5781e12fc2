/** Time as a collaborator: nothing else in the product calls `Date.now()` for a fact that is stored. */
export abstract class Clock {
  /** Milliseconds since the epoch, UTC. */
  abstract now(): number;
}

export class SystemClock extends Clock {
  now(): number {
    return Date.now();
  }
}
