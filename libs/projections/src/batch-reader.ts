import type { EventLog, ReadLimits, StoredRecord } from '@runstead/event-log';
import { type Topic, unpackedBytes } from '@runstead/run-domain';
import type { ProjectionBatch, Projector } from './projector';
import type { ProjectionProgress } from './projection-progress';

/**
 * Pulls one batch after the other; the next is asked for when the last was taken, so at most two are in memory (this
 * one and what the log reads ahead). What gathers meanwhile makes the next batch larger: under load batches grow by themselves.
 */
export class BatchReader {
  /** When the last batch was begun, on the steady clock. */
  private begun = -Infinity;

  constructor(
    private readonly log: EventLog,
    private readonly progress: ProjectionProgress,
    private readonly projector: Projector,
    private readonly topic: Topic,
    private readonly partition: number,
  ) {}

  async *batches(from: number, signal: AbortSignal): AsyncIterable<ProjectionBatch> {
    let next = from;
    while (!signal.aborted) {
      let restart = false;
      for await (const records of this.log.follow(this.topic, this.partition, next, this.projector.limits, signal)) {
        const more = await this.linger(records, signal);
        this.begun = performance.now();
        for (const part of inParts(more.length > 0 ? [...records, ...more] : records, this.projector.limits.maxBytes)) {
          const batch = this.batch(next, part);
          next = batch.end;
          yield batch;
        }
        // The follower does not know of the records that were read past it.
        restart = more.length > 0;
        if (restart) break;
      }
      if (!restart) return;
    }
  }

  private batch(start: number, records: readonly StoredRecord[]): ProjectionBatch {
    const last = records[records.length - 1];
    return { topic: this.topic, partition: this.partition, start, end: last === undefined ? start : last.offset + 1, records };
  }

  private async linger(records: readonly StoredRecord[], signal: AbortSignal): Promise<StoredRecord[]> {
    const { linger, limits, id } = this.projector;
    const last = records[records.length - 1];
    const wait = linger === null ? 0 : this.begun + linger.milliseconds - performance.now();
    if (linger === null || last === undefined || wait <= 0) return [];
    const bytes = records.reduce((sum, record) => sum + unpackedBytes(record), 0);
    if (bytes >= linger.belowBytes || records.length >= limits.maxRecords) return [];
    if (linger.onlyFor && !records.every(linger.onlyFor)) return [];
    await this.progress.lingered(id, this.topic, this.partition, wait, signal);
    const rest: ReadLimits = { maxRecords: limits.maxRecords - records.length, maxBytes: Math.max(1, limits.maxBytes - bytes) };
    return signal.aborted ? [] : this.log.read(this.topic, this.partition, last.offset + 1, rest);
  }
}

/** The log counts packed bytes, memory the unpacked ones: chunks that shrank a thousandfold must not be unpacked all at once. */
function inParts(records: readonly StoredRecord[], maxBytes: number): StoredRecord[][] {
  const parts: StoredRecord[][] = [];
  let bytes = Infinity;
  for (const record of records) {
    const size = unpackedBytes(record);
    if (bytes + size > maxBytes) {
      parts.push([]);
      bytes = 0;
    }
    parts.at(-1)?.push(record);
    bytes += size;
  }
  return parts;
}
