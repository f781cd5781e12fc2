/** Places at which a process can be made to die, in the words of what a crash there would leave behind. */
export const FAILPOINTS = [
  /** Nothing is in the log, nothing was answered. */
  'before-append',
  /** Half of a group of records is in the file. */
  'mid-write',
  /** The group is in the file and not yet durable. */
  'before-sync',
  /** The lines are in the log, nothing was answered. */
  'after-append',
  /** A new segment file exists, its name may not be durable. */
  'mid-roll',
  /** The last lines of a run are in the log, that it ended is not. */
  'before-state-event',
  /** Lines and end are in the log, nothing was answered. */
  'after-state-event',
  /** Rows are written in a transaction of projection `catalog` that is not committed. */
  'in-catalog-transaction',
  'in-streams-transaction',
  /** ClickHouse has the rows of a batch, and neither store says so. */
  'after-sink-rows',
  /** ClickHouse says how far its rows go, Postgres does not. */
  'after-sink-checkpoint',
  /** A part of a file has arrived. */
  'mid-upload',
  /** The bytes of a file are stored, its event is not. */
  'after-upload',
  /** Postgres is migrated, ClickHouse is not. */
  'mid-migration',
  /** An orderly stop has begun and no store is closed. */
  'before-close',
  /** An orderly stop: the databases are closed, the log is not. */
  'mid-close',
] as const;

export type FailpointName = (typeof FAILPOINTS)[number];

/** Ends the process with SIGKILL when it passes a place for the nth time: for the chaos tests, armed by the environment only. */
export class Failpoint {
  private passed = 0;

  constructor(
    readonly name: FailpointName,
    private readonly times: number,
    private readonly die: () => void = () => process.kill(process.pid, 'SIGKILL'),
  ) {}

  reached(name: FailpointName): void {
    if (name !== this.name) return;
    this.passed += 1;
    if (this.passed === this.times) this.die();
  }
}

/** `after-append`, or `after-append:7` for the seventh time; null when it names no place. */
export function parseFailpoint(text: string): Failpoint | null {
  const match = /^([a-z-]+)(?::([1-9]\d{0,5}))?$/.exec(text);
  const name = FAILPOINTS.find((known) => known === match?.[1]);
  return name === undefined ? null : new Failpoint(name, Number(match?.[2] ?? 1));
}
