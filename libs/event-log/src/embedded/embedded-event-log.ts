import { type Clock, type Topic, TOPICS } from '@runstead/run-domain';
import {
  EventLog,
  type LogPosition,
  type LogRecord,
  LogUnavailableError,
  OffsetOutOfRangeError,
  type PartitionShare,
  type ReadLimits,
  type StoredRecord,
} from '../event-log';
import { DirectoryLock } from './lock/directory-lock';
import type { LogDisk } from './disk/disk';
import { NodeDisk } from './disk/node-disk';
import type { TornTail } from './segments/segment-recovery';
import { TopicLog } from './topic-log';

export interface EmbeddedEventLogOptions {
  readonly clock: Clock;
  /** A new segment file is begun when the next group would make one larger than this. Default 128 MiB. */
  readonly segmentBytes?: number;
  /** Memory for the newest records of each topic. Default 32 MiB. */
  readonly cacheBytes?: number;
  /** Told of each unfinished write that was cut off on open (a trace of a crash; nothing acknowledged is in it). */
  readonly onTornTail?: (tail: TornTail) => void;
  /** Default: the real one. */
  readonly disk?: LogDisk;
}

const MIB = 1024 * 1024;

/**
 * The log in files of this machine, for one process: `<directory>/<topic>/<base offset>.log`. One partition per topic. Every append waits
 * for the disk; there is no way to switch that off.
 */
export class EmbeddedEventLog extends EventLog {
  private closing: Promise<void> | null = null;

  private constructor(
    private readonly topics: ReadonlyMap<Topic, TopicLog>,
    private readonly lock: DirectoryLock,
  ) {
    super();
  }

  /**
   * Opens the log, creating the directory when needed, and repairs what a crash left. Throws `LogDirectoryLockedError` when another open
   * log has the directory, `LogCorruptError` when durable records are damaged, and the system's error when the disk refuses.
   */
  static async open(directory: string, options: EmbeddedEventLogOptions): Promise<EmbeddedEventLog> {
    const { clock, segmentBytes = 128 * MIB, cacheBytes = 32 * MIB, onTornTail = () => undefined, disk = new NodeDisk() } = options;
    await disk.makeDirectory(directory);
    const lock = await DirectoryLock.take(directory);
    const topics = new Map<Topic, TopicLog>();
    try {
      for (const topic of TOPICS)
        topics.set(topic, await TopicLog.open(directory, topic, { clock, segmentBytes, cacheBytes, onTornTail, disk }));
    } catch (error) {
      await closeAll(topics.values());
      await lock.release();
      throw error;
    }
    return new EmbeddedEventLog(topics, lock);
  }

  async append(topic: Topic, records: readonly LogRecord[]): Promise<LogPosition[]> {
    return this.topic(topic).append(records);
  }

  async partitions(topic: Topic): Promise<number> {
    this.topic(topic);
    return 1;
  }

  async endOffset(topic: Topic, partition: number): Promise<number> {
    return this.topic(topic, partition).endOffset;
  }

  async read(topic: Topic, partition: number, from: number, limits: ReadLimits): Promise<StoredRecord[]> {
    return this.topic(topic, partition).read(from, limits);
  }

  async *follow(
    topic: Topic,
    partition: number,
    from: number,
    limits: ReadLimits,
    signal: AbortSignal,
  ): AsyncGenerator<StoredRecord[], void, undefined> {
    yield* this.topic(topic, partition).follow(from, limits, signal);
  }

  /** Everything: no other process can open the directory. */
  async *share(_group: string, topics: readonly Topic[], signal: AbortSignal): AsyncGenerator<PartitionShare, void, undefined> {
    for (const topic of topics) this.topic(topic);
    if (signal.aborted) return;
    yield new Map(topics.map((topic) => [topic, [0]]));
    if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
  }

  waitingBytes(): number {
    let bytes = 0;
    for (const topic of this.topics.values()) bytes += topic.waitingBytes;
    return bytes;
  }

  close(): Promise<void> {
    this.closing ??= closeAll(this.topics.values()).then(() => this.lock.release());
    return this.closing;
  }

  private topic(name: Topic, partition = 0): TopicLog {
    if (this.closing !== null) throw new LogUnavailableError('The event log is closed');
    const topic = this.topics.get(name);
    if (topic === undefined || partition !== 0)
      throw new OffsetOutOfRangeError(`The embedded log has no partition ${partition} of topic ${name}`);
    return topic;
  }
}

async function closeAll(topics: Iterable<TopicLog>): Promise<void> {
  await Promise.all([...topics].map((topic) => topic.close()));
}
