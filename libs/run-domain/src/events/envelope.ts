/**
 * What every fact carries besides its data (architecture: events). On the wire of the log all of it but `data` are
 * headers, so that a projector can skip a type without touching the body.
 */
export interface Envelope<Type extends string, Data> {
  /** UUIDv7, minted by the command. */
  readonly id: string;
  /** Past tense, for example `RunCreated`. */
  readonly type: Type;
  /** Version of the shape of `data`; older versions are lifted by upcasters on reading. */
  readonly version: number;
  /** What orders the event: a run's row id, `project:<row id>` or `account:<name>`. */
  readonly key: string;
  /** Milliseconds since the epoch, by the server's clock, minted by the command. */
  readonly time: number;
  /** User name of who caused it, or `system:<part>` such as `system:status-monitor`. */
  readonly actor: string;
  readonly data: Data;
  /** W3C trace context of the request that caused it. */
  readonly traceparent?: string;
}
