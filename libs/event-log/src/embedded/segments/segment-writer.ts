import type { Clock } from '@runstead/run-domain';
import { LogUnavailableError } from '../../event-log';
import type { LogDisk } from '../disk/disk';
import { type PreparedRecord, writeFrame } from './frame';
import { saveSealedIndex } from './sealed-index';
import type { Segment } from './segment';
import { type ActiveSegment, createSegment } from './segment-recovery';
import { reasonOf } from '../disk/system-error';

export interface WrittenGroup {
  readonly base: number;
  readonly end: number;
  readonly frames: Buffer;
}

/**
 * The one who writes the files of a topic. One group at a time: the caller waits for each.
 *
 * Order of the steps, and what a crash between them costs: frames are written, then made durable, then acknowledged. A crash before the
 * second leaves a torn tail that the next start cuts off; a crash before the third leaves records nobody was promised, which is allowed.
 * A segment is durable before its successor exists, so only the last one can be torn.
 */
export class SegmentWriter {
  /** Set when bytes that were not acknowledged may lie behind the durable ones. */
  private dirty = false;
  /**
   * Set when a next segment may have been begun. Its name states where this one ends, so nothing goes into this one any more, even if it
   * would fit: the next start would find that the names lie.
   */
  private rollDue = false;

  constructor(
    private readonly disk: LogDisk,
    private readonly directory: string,
    private readonly clock: Clock,
    private readonly segmentBytes: number,
    readonly sealed: Segment[],
    private current: ActiveSegment,
  ) {}

  get active(): ActiveSegment {
    return this.current;
  }

  /** Writes the records and resolves when they are durable. Throws `LogUnavailableError`, after which the log is as before. */
  async write(records: readonly PreparedRecord[]): Promise<WrittenGroup> {
    const bytes = records.reduce((sum, record) => sum + record.frameBytes, 0);
    try {
      if (this.dirty) await this.restore();
      if (this.rollDue || this.isFullFor(bytes)) await this.roll();
      const group = this.encode(records, bytes);
      this.dirty = true;
      await this.current.file.write(group.frames, this.current.length);
      await this.current.file.datasync();
      this.dirty = false;
      this.advance(records, group);
      return group;
    } catch (error) {
      if (this.dirty) await this.restore().catch(() => undefined); // Tried again before the next group.
      throw new LogUnavailableError(`The event log cannot write to ${this.directory}: ${reasonOf(error)}`, { cause: error });
    }
  }

  async close(): Promise<void> {
    if (this.dirty) await this.restore().catch(() => undefined); // The next start does the same.
    await this.current.file.close();
  }

  /** Back to the last durable length: what was not acknowledged must not be read, nor lie between records. */
  private async restore(): Promise<void> {
    await this.current.file.truncate(this.current.length);
    await this.current.file.datasync();
    this.dirty = false;
  }

  private isFullFor(bytes: number): boolean {
    return this.current.length + bytes > this.segmentBytes && this.current.end > this.current.base;
  }

  private async roll(): Promise<void> {
    const { file, ...finished } = this.current;
    this.rollDue = true;
    this.current = await createSegment(this.disk, this.directory, finished.end);
    this.rollDue = false;
    this.sealed.push(finished);
    await file.close().catch(() => undefined); // Everything in it is durable.
    await saveSealedIndex(this.disk, finished).catch(() => undefined); // Only costs the next start a scan.
  }

  private encode(records: readonly PreparedRecord[], bytes: number): WrittenGroup {
    const { seed, end: base } = this.current;
    const frames = Buffer.allocUnsafe(bytes);
    const appendedAt = this.clock.now();
    let at = 0;
    let offset = base;
    for (const record of records) {
      writeFrame(frames, at, record, { seed, offset, appendedAt, groupDistance: at });
      at += record.frameBytes;
      offset += 1;
    }
    return { base, end: offset, frames };
  }

  private advance(records: readonly PreparedRecord[], { base, end, frames }: WrittenGroup): void {
    let position = this.current.length;
    let offset = base;
    for (const record of records) {
      this.current.index.note(offset, position);
      position += record.frameBytes;
      offset += 1;
    }
    this.current.length += frames.length;
    this.current.end = end;
  }
}
