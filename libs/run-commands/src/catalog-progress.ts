import { Injectable } from '@nestjs/common';
import { EventLog, type LogPosition } from '@runstead/event-log';
import { Peers } from '@runstead/postgres';
import { ProjectionProgress } from '@runstead/projections';
import { passLogEnd } from './projection-barrier';

/** How far the Postgres catalog has come: what a command may believe of its rows. */
@Injectable()
export class CatalogProgress {
  private caughtUp: Promise<void> | null = null;

  constructor(
    private readonly log: EventLog,
    private readonly progress: ProjectionProgress,
    private readonly peers: Peers,
  ) {}

  /**
   * Resolves when the rows hold all that was in the log before this process began to append; later events of this
   * process are known to it (`Unprojected`). Without this, a run announced before a restart would be made a second time.
   */
  async ready(): Promise<void> {
    this.caughtUp ??= passLogEnd(this.log, this.progress, 'catalog', 'run-events');
    const waiting = this.caughtUp;
    try {
      await waiting;
    } catch (error) {
      if (this.caughtUp === waiting) this.caughtUp = null;
      throw error;
    }
  }

  /**
   * For what reads state, decides on it and appends: no other process does so under the same name meanwhile, and the rows hold
   * what others have appended before. Throws `LogUnavailableError` (503) when the catalog is behind them.
   */
  async turn<T>(name: string, work: () => Promise<T>): Promise<T> {
    return this.peers.turn(name, async (undisturbed) => {
      if (!undisturbed) await passLogEnd(this.log, this.progress, 'catalog', 'run-events');
      return work();
    });
  }

  /** After a rejected append nobody knows whether the log has it: the next command waits for the rows again. */
  doubt(): void {
    this.caughtUp = null;
  }

  holds({ partition, offset }: LogPosition): boolean {
    return this.progress.nextOffset('catalog', 'run-events', partition) > offset;
  }

  /** False after 5 s. */
  async waitFor({ partition, offset }: LogPosition): Promise<boolean> {
    return this.progress.waitFor('catalog', 'run-events', partition, offset);
  }
}
