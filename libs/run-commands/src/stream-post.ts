import type { RunRef } from './run-ref';

/** One `file_stream` post (protocol 6.1) of a caller who may write to the project. */
export interface StreamPost {
  readonly principalName: string;
  /** The run, when the caller has looked it up already; null lets the intake find it, or make a stub. */
  readonly run: RunRef | null;
  readonly entity: string;
  readonly project: string;
  readonly runName: string;
  /** Empty, or the writer id of shared mode. */
  readonly writer: string;
  readonly files: readonly { readonly name: string; readonly offset: number; readonly lines: readonly string[] }[];
  readonly complete: boolean;
  /** null without `exitcode`. */
  readonly exitCode: number | null;
  readonly preempting: boolean;
  readonly uploaded: readonly string[];
  readonly traceparent?: string;
}

export interface StreamAnswer {
  /** A stop was asked for: the client ends its run. */
  readonly stopped: boolean;
}

/** The server sheds load: 429 with `Retry-After`. Nothing of the post was taken. */
export class OverloadedError extends Error {
  override readonly name = 'OverloadedError';

  constructor(readonly retryAfterSeconds: number) {
    super(`The server is busy; try again in ${retryAfterSeconds} s`);
  }
}
