import type { JsonObject, Run, RunDetails } from '@runstead/run-domain';
import type { ProjectRef } from './run-ref';

/** Who asks, and in which trace. */
export interface Caller {
  readonly username: string;
  readonly traceparent?: string;
}

/** `UpsertBucket` (protocol 4.1) after the caller was authorised for `entity` and `project`. */
export interface RunUpsert {
  /** The row id when the client sent one. One that belongs to another project than `entity`/`project` is ignored. */
  readonly runId: string | null;
  readonly entity: string;
  /** Empty or null: `uncategorized`. Made when it does not exist. */
  readonly project: string | null;
  /** The client's run id; null: generated (or that of `runId`). */
  readonly name: string | null;
  /** null = not told: never changes anything. */
  readonly details: RunDetails;
  readonly config: JsonObject | null;
  /** Shared mode: the config is merged key by key (protocol 6.7). */
  readonly mergeConfig: boolean;
  readonly summary: JsonObject | null;
}

export interface RunUpserted {
  readonly run: Run;
  readonly project: ProjectRef;
  readonly inserted: boolean;
}
