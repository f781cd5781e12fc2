import { EventLog, LogUnavailableError, type LogPosition, type LogRecord, type ReadLimits, type StoredRecord } from '@runstead/event-log';
import type { Topic } from '@runstead/run-domain';

/** A log whose next append may fail, before it is durable or after (then only the answer is lost). */
export class FaultyLog extends EventLog {
  failNext: 'no' | 'before' | 'after' = 'no';
  waiting = 0;

  constructor(private readonly log: EventLog) {
    super();
  }

  async append(topic: Topic, records: readonly LogRecord[]): Promise<LogPosition[]> {
    const fault = this.failNext;
    this.failNext = 'no';
    if (fault === 'before') throw new LogUnavailableError('failed before the append');
    const positions = await this.log.append(topic, records);
    if (fault === 'after') throw new LogUnavailableError('failed after the append');
    return positions;
  }

  async partitions(topic: Topic): Promise<number> {
    return this.log.partitions(topic);
  }

  async endOffset(topic: Topic, partition: number): Promise<number> {
    return this.log.endOffset(topic, partition);
  }

  async read(topic: Topic, partition: number, from: number, limits: ReadLimits): Promise<StoredRecord[]> {
    return this.log.read(topic, partition, from, limits);
  }

  follow(topic: Topic, partition: number, from: number, limits: ReadLimits, signal: AbortSignal): AsyncIterable<StoredRecord[]> {
    return this.log.follow(topic, partition, from, limits, signal);
  }

  waitingBytes(): number {
    return this.waiting || this.log.waitingBytes();
  }

  async close(): Promise<void> {
    await this.log.close();
  }
}
