import type { ReadLimits, StoredRecord } from '../../event-log';

/** A batch that grows until the next record would break a limit; the first record always fits. */
export class LimitedBatch {
  readonly records: StoredRecord[] = [];
  private bytes = 0;
  private isFull = false;

  constructor(private readonly limits: ReadLimits) {}

  get size(): number {
    return this.records.length;
  }

  get full(): boolean {
    return this.isFull;
  }

  /** About how many bytes of a file could still fit, given what a record takes on average. */
  bytesWanted(averageRecordBytes: number): number {
    return Math.min(this.limits.maxBytes - this.bytes, (this.limits.maxRecords - this.records.length) * averageRecordBytes);
  }

  /** Adds the record if it fits; tells whether more may. */
  add(record: StoredRecord): boolean {
    const bytes = this.bytes + record.value.length;
    if (this.records.length > 0 && (bytes > this.limits.maxBytes || this.records.length >= this.limits.maxRecords)) {
      this.isFull = true;
      return false;
    }
    this.records.push(record);
    this.bytes = bytes;
    this.isFull = bytes >= this.limits.maxBytes || this.records.length >= this.limits.maxRecords;
    return !this.isFull;
  }
}
