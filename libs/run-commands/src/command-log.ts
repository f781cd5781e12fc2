import { Injectable } from '@nestjs/common';
import { EventLog, type LogPosition } from '@runstead/event-log';
import { type LoggedEvent, encodeEvent } from '@runstead/run-domain';
import { Counter, Registry } from 'prom-client';
import { CatalogProgress } from './catalog-progress';
import { KeyedQueue } from './keyed-queue';

/** Appends the events of a command, and waits for their rows. */
@Injectable()
export class CommandLog {
  private readonly fallbacks: Counter;
  private readonly queue = new KeyedQueue();

  constructor(
    private readonly log: EventLog,
    private readonly catalog: CatalogProgress,
    registry: Registry,
  ) {
    this.fallbacks = new Counter({
      name: 'runstead_command_fallbacks_total',
      help: 'Commands answered from their own events because the catalog was more than 5 s behind',
      registers: [registry],
    });
  }

  /** Runs what decides on the same thing one after the other, in all processes, on rows that hold what others have done. */
  async decide<T>(name: string, work: () => Promise<T>): Promise<T> {
    return this.queue.run(name, async () => this.catalog.turn(name, work));
  }

  /** Durable when it resolves; the position of the last event. `events` is not empty and shares one key. */
  async append(events: readonly LoggedEvent[]): Promise<LogPosition> {
    try {
      const positions = await this.log.append('run-events', events.map(encodeEvent));
      return positions.at(-1)!;
    } catch (error) {
      this.catalog.doubt();
      throw error;
    }
  }

  /** True when the rows hold the position; false (and counted) when the catalog lags: then the events are the answer. */
  async projected(position: LogPosition): Promise<boolean> {
    const projected = await this.catalog.waitFor(position);
    if (!projected) this.fallbacks.inc();
    return projected;
  }
}
