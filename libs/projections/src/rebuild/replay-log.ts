import { EventLog, type LogPosition, type LogRecord, type PartitionShare, type ReadLimits, type StoredRecord } from '@runstead/event-log';
import type { SqlPool } from '@runstead/postgres';
import type { Topic } from '@runstead/run-domain';
import { letterId } from '../dead-letters/letter-id';

/**
 * The log as a replay may use it: what it has buried before is not buried again. Only letters that nobody knows yet are
 * appended, by `buryFresh`: newer code has found them in old records.
 */
export class ReplayLog extends EventLog {
  private found: LogRecord[] = [];
  /** Ids of everything that could not be used. */
  readonly buried = new Set<string>();

  constructor(
    private readonly log: EventLog,
    private readonly live: SqlPool,
  ) {
    super();
  }

  /** Only remembers: a projector may call it within its transaction. */
  async append(topic: Topic, records: readonly LogRecord[]): Promise<LogPosition[]> {
    if (topic !== 'dead-letters') throw new Error(`a replay appends nothing to ${topic}`);
    this.found.push(...records);
    for (const { headers } of records) this.buried.add(letterId(headers));
    return [];
  }

  /** After a batch. A crash before it costs nothing that the next rebuild would not find. */
  async buryFresh(): Promise<void> {
    const letters = this.found;
    this.found = [];
    if (letters.length === 0) return;
    const ids = letters.map(({ headers }) => letterId(headers));
    const rows = await this.live.db.selectFrom('dead_letters').select('dead_letter_id').where('dead_letter_id', 'in', ids).execute();
    const known = new Set(rows.map((row) => row.dead_letter_id));
    const fresh = letters.filter(({ headers }) => !known.has(letterId(headers)));
    if (fresh.length > 0) await this.log.append('dead-letters', fresh);
  }

  partitions(topic: Topic): Promise<number> {
    return this.log.partitions(topic);
  }

  endOffset(topic: Topic, partition: number): Promise<number> {
    return this.log.endOffset(topic, partition);
  }

  read(topic: Topic, partition: number, from: number, limits: ReadLimits): Promise<StoredRecord[]> {
    return this.log.read(topic, partition, from, limits);
  }

  follow(topic: Topic, partition: number, from: number, limits: ReadLimits, signal: AbortSignal): AsyncIterable<StoredRecord[]> {
    return this.log.follow(topic, partition, from, limits, signal);
  }

  share(group: string, topics: readonly Topic[], signal: AbortSignal): AsyncIterable<PartitionShare> {
    return this.log.share(group, topics, signal);
  }

  waitingBytes(): number {
    return this.log.waitingBytes();
  }

  /** The log belongs to whoever opened it. */
  async close(): Promise<void> {}
}
