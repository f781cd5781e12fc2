import type { Clock, Topic } from '@runstead/run-domain';
import * as path from 'node:path';
import {
  type LogPosition,
  type LogRecord,
  LogUnavailableError,
  OffsetOutOfRangeError,
  type ReadLimits,
  type StoredRecord,
} from '../event-log';
import type { LogDisk } from './disk/disk';
import { GroupCommit } from './group-commit';
import { LimitedBatch } from './segments/limited-batch';
import type { Segment } from './segments/segment';
import { readSegment } from './segments/segment-reader';
import { recoverSegments, type TornTail } from './segments/segment-recovery';
import { SegmentWriter } from './segments/segment-writer';
import { TailCache } from './tail-cache';

export interface TopicLogSettings {
  readonly clock: Clock;
  readonly disk: LogDisk;
  readonly segmentBytes: number;
  readonly cacheBytes: number;
  readonly onTornTail: (tail: TornTail) => void;
}

/** One topic: its single partition. */
export class TopicLog {
  private readonly cache: TailCache;
  private readonly commit: GroupCommit;
  private readonly wakeUps = new Set<() => void>();
  private readonly reads = new Set<Promise<unknown>>();
  private closed = false;

  private constructor(
    private readonly topic: Topic,
    private readonly disk: LogDisk,
    private readonly writer: SegmentWriter,
    cacheBytes: number,
  ) {
    this.cache = new TailCache(topic, cacheBytes);
    this.commit = new GroupCommit(writer, ({ base, end, frames }) => {
      this.cache.add(base, end, frames);
      this.wakeFollowers();
    });
  }

  static async open(directory: string, topic: Topic, settings: TopicLogSettings): Promise<TopicLog> {
    const { clock, disk, segmentBytes, cacheBytes } = settings;
    const folder = path.join(directory, topic);
    const { sealed, active, torn } = await recoverSegments(disk, folder);
    if (torn !== null) settings.onTornTail(torn);
    return new TopicLog(topic, disk, new SegmentWriter(disk, folder, clock, segmentBytes, sealed, active), cacheBytes);
  }

  get endOffset(): number {
    return this.writer.active.end;
  }

  get waitingBytes(): number {
    return this.commit.waitingBytes;
  }

  append(records: readonly LogRecord[]): Promise<LogPosition[]> {
    return this.commit.append(records);
  }

  async read(from: number, limits: ReadLimits): Promise<StoredRecord[]> {
    if (this.closed) throw new LogUnavailableError('The event log is closed');
    const end = this.endOffset;
    if (!Number.isSafeInteger(from) || from < 0 || from > end) {
      throw new OffsetOutOfRangeError(`Record ${from} of ${this.topic} was asked for, but the log ends at ${end}`);
    }
    const reading = this.collect(from, end, new LimitedBatch(limits));
    this.reads.add(reading);
    try {
      return await reading;
    } finally {
      this.reads.delete(reading);
    }
  }

  async *follow(from: number, limits: ReadLimits, signal: AbortSignal): AsyncGenerator<StoredRecord[], void, undefined> {
    let next = from;
    while (!signal.aborted) {
      const batch = await this.read(next, limits);
      if (signal.aborted) return;
      if (batch.length > 0) {
        next += batch.length;
        yield batch;
      } else await this.changeAfter(next, signal);
    }
  }

  /** Lets running appends and reads finish, then releases the file. Followers that wait are told by a `LogUnavailableError`. */
  async close(): Promise<void> {
    await this.commit.close();
    this.closed = true;
    this.wakeFollowers();
    await Promise.allSettled(this.reads);
    await this.writer.close();
  }

  private async collect(from: number, end: number, batch: LimitedBatch): Promise<StoredRecord[]> {
    for (let next = from; next < end && !batch.full; next = from + batch.size) {
      const cached = this.cache.recordsFrom(next);
      if (cached.length > 0) cached.every((record) => batch.add(record));
      else await readSegment(this.disk, this.topic, { segment: this.segmentOf(next), from: next, end: this.uncachedEnd(next, end) }, batch);
    }
    return batch.records;
  }

  /** Up to where the disk must be read: to the first record in memory, unless that lies before `from` (a group not yet in memory). */
  private uncachedEnd(from: number, end: number): number {
    const cached = this.cache.firstOffset(end);
    return cached > from ? cached : end;
  }

  private segmentOf(offset: number): Segment {
    const { sealed, active } = this.writer;
    if (offset >= active.base) return active;
    return sealed.findLast((segment) => segment.base <= offset) ?? active;
  }

  /** Resolves when there is a record at `offset`, when the log closes, or when `signal` aborts. */
  private changeAfter(offset: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        this.wakeUps.delete(done);
        signal.removeEventListener('abort', done);
        resolve();
      };
      this.wakeUps.add(done);
      signal.addEventListener('abort', done, { once: true });
      if (signal.aborted || this.closed || this.endOffset > offset) done(); // It came between the read and here.
    });
  }

  private wakeFollowers(): void {
    for (const wake of [...this.wakeUps]) wake();
  }
}
