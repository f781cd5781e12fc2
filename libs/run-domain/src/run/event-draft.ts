import { currentVersion } from '../events/event-versions';
import type { EventOf, RunEvent } from '../events/run-event';
import type { Ids } from '../ids';

/** A fact that `decide` found, before identity and time are minted. */
export type RunEventDraft = { readonly [T in RunEvent['type']]: { readonly type: T; readonly data: EventOf<T>['data'] } }[RunEvent['type']];

export interface Stamp {
  /** The run's row id. */
  readonly key: string;
  readonly time: number;
  readonly actor: string;
  readonly traceparent?: string | undefined;
}

/** Makes events of drafts: ids and the time are minted here, by the command, and never by a projector. */
export function stampEvents(drafts: readonly RunEventDraft[], stamp: Stamp, ids: Ids): RunEvent[] {
  return drafts.map(
    ({ type, data }) =>
      ({
        id: ids.eventId(),
        type,
        version: currentVersion(type),
        key: stamp.key,
        time: stamp.time,
        actor: stamp.actor,
        data,
        ...(stamp.traceparent === undefined ? {} : { traceparent: stamp.traceparent }),
        // A draft pairs `type` with its own `data`; the spread hides that from TypeScript.
      }) as RunEvent,
  );
}
