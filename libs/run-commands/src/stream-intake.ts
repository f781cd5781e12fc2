import { Injectable } from '@nestjs/common';
import type { StreamAnswer, StreamPost } from './stream-post';

/** Takes `file_stream` posts into the log, each line once. */
@Injectable()
export class StreamIntake {
  /** Throws `OverloadedError` (429) and `LogUnavailableError` (503); nothing else is the client's business. */
  async accept(_post: StreamPost): Promise<StreamAnswer> {
    throw new Error('body follows');
  }
}
