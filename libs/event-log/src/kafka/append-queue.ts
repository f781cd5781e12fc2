import { setTimeout as pause } from 'node:timers/promises';
import { type LogPosition, type LogRecord, LogUnavailableError } from '../event-log';
import type { BatchOutcome, BatchSender } from './batch-sender';
import { APPEND_DEADLINE_MS } from './kafka-client';
import { type WaitingAppend, type WaitingRecord, refuse, sizeOf, stored } from './waiting-append';
import type { PartitionBatch } from './protocol/produce';

/** A topic as Kafka knows it, as far as appending needs it. */
export interface AppendTarget {
  readonly kafkaTopic: string;
  /** The broker refuses a batch for one partition that is larger. */
  readonly maxBatchBytes: number;
  readonly partitionOf: (key: string) => number;
}

const SEND_BYTES = 16 * 1024 * 1024;
const SEND_RECORDS = 8_000;
const EXPIRY_CHECK_MS = 500;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 2_000;

interface OpenBatch extends PartitionBatch {
  readonly waiting: WaitingRecord[];
  readonly records: LogRecord[];
  bytes: number;
}

/**
 * Appends gathered into one request at a time: kafkajs does not batch across calls, which costs six times the throughput. While one request
 * is on its way the next fills, so batches grow under load and a lone append waits for nobody. One at a time also keeps the order of a
 * key without Kafka's idempotent producer: what has to be repeated goes to the front. What a lost answer costs is the same records
 * twice, which the projections drop by line number.
 */
export class AppendQueue {
  private waiting: WaitingRecord[] = [];
  private readonly open = new Set<WaitingAppend>();
  private sending: Promise<void> | null = null;
  private bytes = 0;
  private trouble = 'nothing was answered';
  private readonly expiry: NodeJS.Timeout;

  constructor(
    private readonly sender: BatchSender,
    private readonly now: () => number,
    private readonly deadlineMs = APPEND_DEADLINE_MS,
  ) {
    this.expiry = setInterval(() => this.expire(), EXPIRY_CHECK_MS).unref();
  }

  /** Of values that are not durable yet. */
  get waitingBytes(): number {
    return this.bytes;
  }

  append(target: AppendTarget, records: readonly LogRecord[]): Promise<LogPosition[]> {
    if (records.length === 0) return Promise.resolve([]);
    return new Promise((resolve, reject) => {
      const bytes = records.reduce((sum, { value }) => sum + value.length, 0);
      const settled = (): void => {
        this.open.delete(append);
        this.bytes -= bytes;
      };
      const append: WaitingAppend = {
        positions: [],
        missing: records.length,
        deadline: this.now() + this.deadlineMs,
        over: false,
        resolve: (positions) => (settled(), resolve(positions)),
        reject: (error) => (settled(), reject(error)),
      };
      this.open.add(append);
      this.bytes += bytes;
      for (const [index, record] of records.entries())
        this.waiting.push({ append, index, record, target, partition: target.partitionOf(record.key), bytes: sizeOf(record) });
      this.sending ??= this.sendAll().finally(() => (this.sending = null));
    });
  }

  /** Resolves when nothing is on its way. */
  async close(): Promise<void> {
    while (this.sending !== null) await this.sending;
    clearInterval(this.expiry);
  }

  private async sendAll(): Promise<void> {
    // What arrives in the same turn of the event loop goes along.
    await new Promise((resolve) => setImmediate(resolve));
    let failures = 0;
    while (this.waiting.length > 0) {
      const batches = this.take();
      const outcomes = await this.sender.send(batches);
      failures = this.settle(batches, outcomes) ? 0 : failures + 1;
      if (failures > 0) await pause(Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (failures - 1)));
    }
  }

  /** From the front, in order, as much as one request and one batch of a partition may carry. */
  private take(): OpenBatch[] {
    const batches = new Map<string, OpenBatch>();
    let total = 0;
    let records = 0;
    let taken = 0;
    for (const waiting of this.waiting) {
      const { target, partition, record, bytes, append } = waiting;
      const place = `${target.kafkaTopic}/${partition}`;
      const batch = batches.get(place) ?? { topic: target.kafkaTopic, partition, waiting: [], records: [], bytes: 0 };
      const full = records >= SEND_RECORDS || total + bytes > SEND_BYTES || batch.bytes + bytes > target.maxBatchBytes;
      if (records > 0 && full) break;
      taken += 1;
      if (append.over) continue;
      batches.set(place, batch);
      batch.waiting.push(waiting);
      batch.records.push(record);
      batch.bytes += bytes;
      total += bytes;
      records += 1;
    }
    this.waiting = this.waiting.slice(taken);
    return [...batches.values()];
  }

  /** False when something has to be sent again. */
  private settle(batches: readonly OpenBatch[], outcomes: ReadonlyMap<PartitionBatch, BatchOutcome>): boolean {
    const again: WaitingRecord[] = [];
    for (const batch of batches) {
      const outcome = outcomes.get(batch) ?? { kind: 'retry', reason: 'it was not sent' };
      if (outcome.kind === 'stored') for (const [index, waiting] of batch.waiting.entries()) stored(waiting, outcome.baseOffset + index);
      else if (outcome.kind === 'refused')
        for (const { append } of batch.waiting) refuse(append, new LogUnavailableError(`Kafka refused the records: ${outcome.reason}`));
      else {
        this.trouble = outcome.reason;
        again.push(...batch.waiting);
      }
    }
    // Before whatever came later: the order of a partition is kept.
    if (again.length > 0) this.waiting = [...again, ...this.waiting];
    return again.length === 0;
  }

  /** Its records may be on their way all the same: the caller repeats them and the projections see them once. */
  private expire(): void {
    const now = this.now();
    for (const append of this.open) {
      if (append.deadline > now) return;
      refuse(append, new LogUnavailableError(`Kafka did not confirm the records within ${this.deadlineMs / 1_000} s (${this.trouble})`));
    }
  }
}
