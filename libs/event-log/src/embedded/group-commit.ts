import { type LogPosition, type LogRecord, LogUnavailableError } from '../event-log';
import { type PreparedRecord, prepareRecord } from './segments/frame';
import type { SegmentWriter, WrittenGroup } from './segments/segment-writer';

/**
 * Encoding a group holds the event loop, and each record costs about as much as a kibibyte of its bytes. A group ends with the append that
 * reaches this: 3 to 4 ms, measured undisturbed, with 4,000 records of 300 bytes as with five of 900 KB.
 */
const MAX_GROUP_WEIGHT = 4 * 1024 * 1024;
const RECORD_WEIGHT = 1024;

interface WaitingAppend {
  readonly records: readonly PreparedRecord[];
  readonly bytes: number;
  readonly resolve: (positions: LogPosition[]) => void;
  readonly reject: (error: unknown) => void;
}

/** Everything that arrives while one group is being written goes out together in the next: a sync of the disk is paid once for many. */
export class GroupCommit {
  private waiting: WaitingAppend[] = [];
  private bytes = 0;
  private busy = false;
  private closed = false;
  private readonly whenIdle: (() => void)[] = [];

  constructor(
    private readonly writer: SegmentWriter,
    private readonly onDurable: (group: WrittenGroup) => void,
  ) {}

  /** Bytes of appends that are neither durable nor rejected. */
  get waitingBytes(): number {
    return this.bytes;
  }

  append(records: readonly LogRecord[]): Promise<LogPosition[]> {
    return new Promise((resolve, reject) => {
      if (this.closed) throw new LogUnavailableError('The event log is closed');
      const prepared = records.map(prepareRecord);
      const bytes = prepared.reduce((sum, record) => sum + record.frameBytes, 0);
      if (bytes === 0) return resolve([]);
      this.waiting.push({ records: prepared, bytes, resolve, reject });
      this.bytes += bytes;
      this.schedule();
    });
  }

  /** Refuses new appends and waits for those that are there. */
  async close(): Promise<void> {
    this.closed = true;
    if (this.busy) await new Promise<void>((resolve) => this.whenIdle.push(resolve));
  }

  /** Not at once: all requests of this turn of the event loop shall be in the same group. */
  private schedule(): void {
    if (this.busy) return;
    this.busy = true;
    setImmediate(() => void this.run());
  }

  private async run(): Promise<void> {
    const group = this.takeGroup();
    try {
      const written = await this.writer.write(group.flatMap((append) => append.records));
      this.onDurable(written);
      acknowledge(group, written.base);
    } catch (error) {
      for (const append of group) append.reject(error);
    }
    this.bytes = group.reduce((left, append) => left - append.bytes, this.bytes);
    this.busy = false;
    if (this.waiting.length > 0) this.schedule();
    else for (const resolve of this.whenIdle.splice(0)) resolve();
  }

  private takeGroup(): WaitingAppend[] {
    let weight = 0;
    const full = this.waiting.findIndex((append) => (weight += append.bytes + append.records.length * RECORD_WEIGHT) >= MAX_GROUP_WEIGHT);
    return this.waiting.splice(0, full < 0 ? this.waiting.length : full + 1);
  }
}

function acknowledge(group: readonly WaitingAppend[], base: number): void {
  let offset = base;
  for (const append of group) append.resolve(append.records.map(() => ({ partition: 0, offset: offset++ })));
}
