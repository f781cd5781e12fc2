import type { LogPosition, StoredRecord } from '@runstead/event-log';

/**
 * Where the data of a letter came from names it: `topic/partition/offset/line`, without a line for a whole record. `at`: the
 * letter's own place, for one that does not say where it came from.
 */
export function letterId(headers: StoredRecord['headers'], at: LogPosition = { partition: 0, offset: 0 }): string {
  const { topic = 'dead-letters', partition = String(at.partition), offset = String(at.offset), line = '' } = headers;
  return `${topic}/${partition}/${offset}/${line}`;
}
