import type { KafkaMessage } from 'kafkajs';
import type { Topic } from '@runstead/run-domain';
import type { ReadLimits, StoredRecord } from '../event-log';

/** As the port gives it; `value` shares memory with the answer it came in. */
export function storedRecord(topic: Topic, partition: number, message: KafkaMessage): StoredRecord {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(message.headers ?? {}))
    // Not an assignment: a header may be called __proto__.
    Object.defineProperty(headers, name, { value: textOf(value), enumerable: true, writable: true, configurable: true });
  return {
    topic,
    partition,
    offset: Number(message.offset),
    appendedAt: Number(message.timestamp),
    key: String(message.key ?? ''),
    headers,
    value: message.value ?? Buffer.alloc(0),
  };
}

/** How many records from `from` on fit into the limits; one always does. */
export function fitting(records: readonly StoredRecord[], from: number, limits: ReadLimits): number {
  let count = 0;
  let bytes = 0;
  for (let at = from; at < records.length && count < limits.maxRecords; at += 1) {
    bytes += records[at]?.value.length ?? 0;
    if (count > 0 && bytes > limits.maxBytes) break;
    count += 1;
  }
  return count;
}

function textOf(value: Buffer | string | (Buffer | string)[] | undefined): string {
  return String(Array.isArray(value) ? (value.at(-1) ?? '') : (value ?? ''));
}
