import { Injectable } from '@nestjs/common';

export interface StreamCounts {
  readonly history: number;
  readonly events: number;
  readonly output: number;
}
export interface StreamTails {
  readonly historyTail: string | null;
  readonly eventsTail: string | null;
}

/** The next expected line of each stream, from the log and never from a lagging projection. Throws `LogUnavailableError` when it cannot know (503). */
@Injectable()
export class StreamWatermarks {
  /** Next lines of a run; enough for `UpsertBucket`. */
  async counts(_runId: string, _writer = ''): Promise<StreamCounts> {
    throw new Error('body follows');
  }

  /** Next lines and the newest rows; for `RunResumeStatus` (protocol 5.2). */
  async of(_runId: string, _writer = ''): Promise<StreamCounts & StreamTails> {
    throw new Error('body follows');
  }
}
