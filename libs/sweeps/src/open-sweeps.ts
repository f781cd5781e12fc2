import { Injectable } from '@nestjs/common';
import { Peers } from '@runstead/postgres';
import { LruMap } from '@runstead/run-commands';
import { OpenSweep } from './open-sweep';
import type { Sweep } from './sweep';
import { SweepJournal } from './sweep-journal';
import { SweepRows } from './sweep-rows';
import { SweepRuns } from './sweep-runs';

/** Sweeps that are worked on at the same time; the others are read again when somebody asks. */
const KEPT = 200;
const MOST_ATTACHED = 100_000;

/** The sweeps that this process works on. One process at a time decides about a sweep (ADR 0010). */
@Injectable()
export class OpenSweeps {
  private readonly open = new LruMap<Promise<OpenSweep | null>>(KEPT);

  constructor(
    private readonly journal: SweepJournal,
    private readonly rows: SweepRows,
    private readonly runs: SweepRuns,
    private readonly peers: Peers,
  ) {}

  /** What is decided inside, no other process decides meanwhile; what one has decided since we last did is read first. */
  turn<T>(sweepId: string, work: () => Promise<T>): Promise<T> {
    return this.peers.turn(`sweep:${sweepId}`, async (undisturbed) => {
      if (!undisturbed) this.forget(sweepId);
      return work();
    });
  }

  /** Null for an unknown or deleted sweep. Throws `LogUnavailableError` (503) while the rows are behind the log. */
  async get(sweepId: string): Promise<OpenSweep | null> {
    const before = this.open.get(sweepId);
    if (before) return before;
    const reading = this.read(sweepId);
    this.open.set(sweepId, reading);
    try {
      const found = await reading;
      if (!found) this.open.delete(sweepId);
      return found;
    } catch (error) {
      this.open.delete(sweepId);
      throw error;
    }
  }

  /** What was decided may not be in the log: whoever asks next begins with the rows. */
  forget(sweepId: string): void {
    this.open.delete(sweepId);
  }

  private async read(sweepId: string): Promise<OpenSweep | null> {
    await this.journal.rowsAreComplete();
    const sweep = await this.rows.byId(sweepId);
    if (!sweep) return null;
    const open = new OpenSweep(sweep);
    for (const agent of await this.rows.agents(sweepId)) open.addAgent(agent);
    for (const row of await this.rows.assigned(sweep)) open.assign(row, row.state !== null && row.state !== 'pending');
    await this.takeAttached(sweep, open);
    return open;
  }

  /** Runs that somebody started by hand have been tried, too. */
  private async takeAttached(sweep: Sweep, open: OpenSweep): Promise<void> {
    if (!open.grid) return;
    for (const run of await this.runs.list(sweep, MOST_ATTACHED)) if (!open.assignments.has(run.name)) open.takeValues(run.config);
  }
}
