import type { JsonValue } from '../json/json-value';
import { UndecodableRecordError } from './encoded-record';
import type { Upcaster } from './event-versions';

/** `data` of `version` as the newest version has it. Refuses a version that this server does not know yet. */
export function liftEventData(type: string, version: number, data: JsonValue, upcasters: readonly Upcaster[]): JsonValue {
  const newest = upcasters.length + 1;
  if (version < 1 || version > newest) {
    throw new UndecodableRecordError(`${type} has version ${version}; this server knows 1 to ${newest}`);
  }
  return upcasters.slice(version - 1).reduce((lifted, upcast) => upcast(lifted), data);
}
