import { Injectable } from '@nestjs/common';
import { Peers } from '@runstead/postgres';
import { KeyedQueue } from './keyed-queue';

/** By run id: what reads or moves the watermarks of a run's streams happens one after the other, posts and rewinds alike. */
@Injectable()
export class StreamQueue {
  private readonly queue = new KeyedQueue();

  constructor(private readonly peers: Peers) {}

  /** In this process. Enough for lines that bring their own numbers: what two processes take twice, projections show once. */
  async run<T>(runId: string, work: () => Promise<T>): Promise<T> {
    return this.queue.run(runId, work);
  }

  /** In all processes, for what numbers or hides lines by what the log holds. `undisturbed`: no other process has had this turn since. */
  async runAlone<T>(runId: string, work: (undisturbed: boolean) => Promise<T>): Promise<T> {
    return this.queue.run(runId, async () => this.peers.turn(`streams:${runId}`, work));
  }
}
