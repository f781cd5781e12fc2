import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Peers, SqlPool } from '@runstead/postgres';
import type { Topic } from '@runstead/run-domain';
import { ProjectionProgress } from './projection-progress';

/** While a command waits for its row, and otherwise. */
const AWAITED_MS = 25;
const IDLE_MS = 500;

/** Where projections run in other processes: reads from their checkpoints how far they have come. */
@Injectable()
export class RemoteProgress implements OnModuleInit, OnApplicationShutdown {
  private timer: NodeJS.Timeout | null = null;
  private stopped = false;

  constructor(
    private readonly pool: SqlPool,
    private readonly progress: ProjectionProgress,
    private readonly peers: Peers,
  ) {}

  onModuleInit(): void {
    if (!this.peers.alone) this.schedule();
  }

  onApplicationShutdown(): void {
    this.stopped = true;
    if (this.timer) clearTimeout(this.timer);
  }

  /** Also for a wait that begins just now: the pause before it is short enough not to be noticed. */
  private schedule(idleSince = 0): void {
    if (this.stopped) return;
    const idle = this.progress.awaited ? 0 : idleSince + AWAITED_MS;
    this.timer = setTimeout(() => {
      const due = this.progress.awaited || idle >= IDLE_MS;
      // A database that does not answer: those who wait are told so by their own time-out.
      const look = due ? this.look().catch(() => undefined) : Promise.resolve();
      void look.then(() => this.schedule(due ? 0 : idle));
    }, AWAITED_MS).unref();
  }

  private async look(): Promise<void> {
    const rows = await this.pool.db.selectFrom('projection_checkpoint').selectAll().execute();
    for (const { projection, topic, partition, next_offset } of rows) {
      // What was read may be older than what a loop of this process has said meanwhile.
      const behind = this.peers.does('projections') && next_offset <= this.progress.nextOffset(projection, topic as Topic, partition);
      if (!behind) this.progress.committed(projection, topic as Topic, partition, next_offset);
    }
  }
}
