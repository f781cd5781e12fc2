import { parseJson } from '../json/parse-json';
import { writeJson } from '../json/stringify-json';
import type { JsonValue } from '../json/json-value';
import { type EncodedRecord, type RecordHeaders, UndecodableRecordError, countHeader, textHeader } from './encoded-record';
import { EVENT_SCHEMAS } from './event-schemas';
import { UPCASTERS, isEventType } from './event-versions';
import { liftEventData } from './lift-event-data';
import type { LoggedEvent } from './run-event';

/** Headers `id type version time actor traceparent`; the value is the data as JSON (`stringifyJson`). */
export function encodeEvent(event: LoggedEvent): EncodedRecord {
  return {
    key: event.key,
    headers: {
      id: event.id,
      type: event.type,
      version: String(event.version),
      time: String(event.time),
      actor: event.actor,
      ...(event.traceparent === undefined ? {} : { traceparent: event.traceparent }),
    },
    value: Buffer.from(writeJson(event.data)),
  };
}

/** Lifts older versions with the upcasters; `version` is then the newest. Throws `UndecodableRecordError` for what this server cannot know. */
export function decodeEvent(record: { readonly key: string; readonly headers: RecordHeaders; readonly value: Buffer }): LoggedEvent {
  const { headers } = record;
  const type = textHeader(headers, 'type');
  if (!isEventType(type)) throw new UndecodableRecordError(`Unknown event type ${type}`);
  const upcasters = UPCASTERS[type];
  const data = liftEventData(type, countHeader(headers, 'version'), parsed(record.value), upcasters);
  const fault = EVENT_SCHEMAS[type].safeParse(data).error;
  if (fault) throw new UndecodableRecordError(`${type} has another shape: ${fault.message}`);
  return {
    id: textHeader(headers, 'id'),
    type,
    version: upcasters.length + 1,
    key: record.key,
    time: countHeader(headers, 'time'),
    actor: textHeader(headers, 'actor'),
    data,
    ...(headers['traceparent'] === undefined ? {} : { traceparent: headers['traceparent'] }),
    // The schema of `type` has just been checked against `data`; TypeScript cannot see that the two belong together.
  } as unknown as LoggedEvent;
}

function parsed(value: Buffer): JsonValue {
  try {
    return parseJson(value.toString('utf8'));
  } catch (error) {
    throw new UndecodableRecordError('The data is not JSON', { cause: error });
  }
}
