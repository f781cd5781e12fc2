/** Told now and then while a copy is built. */
export interface RebuildProgress {
  readonly projection: string;
  readonly phase: 'replaying' | 'comparing' | 'switching';
  /** Records of the log. */
  readonly done: number;
  readonly total: number;
  /** Bytes of records read so far. */
  readonly bytes: number;
  /** Since the projection was begun. */
  readonly seconds: number;
  /** Until the replay has reached the end of today; null while there is nothing to judge by. */
  readonly secondsLeft: number | null;
}

/** Rows of a table that are not the same in the copy. */
export interface Difference {
  readonly table: string;
  /** Null for rows that belong to no run. */
  readonly run: string | null;
  /** `n rows <hash>`; null when there are none. */
  readonly live: string | null;
  readonly rebuilt: string | null;
}

export interface RebuildSummary {
  readonly projection: string;
  readonly version: number;
  readonly records: number;
  readonly bytes: number;
  readonly seconds: number;
  /** How long the live projection stood still at the end. */
  readonly heldSeconds: number;
  /** Groups of rows (a table and a run) that were compared. */
  readonly compared: number;
  readonly differences: readonly Difference[];
  readonly switched: boolean;
}
