import { Injectable } from '@nestjs/common';
import { EventLog } from '@runstead/event-log';
import { Clock, Ids } from '@runstead/run-domain';
import { Counter, Registry } from 'prom-client';
import { jitteredSeconds } from '../jittered-seconds';
import { OverloadedError } from '../stream-post';
import { AppendLatency } from './append-latency';

const MOST_WAITING_BYTES = 64 * 1024 * 1024;
const SLOWEST_P95_MS = 2_000;

/** Sheds load before it hurts (architecture 12): the client repeats for a week, so nothing is lost. */
@Injectable()
export class Admission {
  private readonly latency = new AppendLatency();
  private readonly refused: Counter;

  constructor(
    private readonly log: EventLog,
    private readonly clock: Clock,
    private readonly ids: Ids,
    registry: Registry,
  ) {
    this.refused = new Counter({
      name: 'runstead_stream_posts_refused_total',
      help: 'file_stream posts answered 429 because the log was behind',
      registers: [registry],
    });
  }

  /** Throws `OverloadedError` with 1 to 30 s, another for each, so that clients do not come back all at once. */
  admit(): void {
    if (this.log.waitingBytes() <= MOST_WAITING_BYTES && this.latency.p95(this.clock.now()) <= SLOWEST_P95_MS) return;
    this.refused.inc();
    throw new OverloadedError(jitteredSeconds(this.ids));
  }

  /** Runs an append and remembers how long it took, also when it failed. */
  async timed<T>(append: () => Promise<T>): Promise<T> {
    const start = this.clock.now();
    try {
      return await append();
    } finally {
      const end = this.clock.now();
      this.latency.record(end, end - start);
    }
  }
}
