import { Readable } from 'node:stream';
import type { BodyShare } from './body-budget';

/** The client left before its body was whole: nobody is there to be answered. */
export class ClientGoneError extends Error {
  override readonly name = 'ClientGoneError';

  constructor() {
    super('The client went away before its request was complete');
  }
}

/**
 * The whole body in memory, charged to `share` as it arrives; or why it is not. The rest of a refused body is read and
 * thrown away, because a client that is still sending would not see the answer. Throws `ClientGoneError`.
 */
export function collectBody(body: unknown, limit: number, share: BodyShare): Promise<Buffer | 'too-large' | 'no-room'> {
  if (body === undefined || body === null) return Promise.resolve(Buffer.alloc(0));
  if (!(body instanceof Readable)) throw new TypeError('The body parser gave no stream');
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    let length = 0;
    const settle = (outcome: Buffer | 'too-large' | 'no-room'): void => {
      body.off('data', take).off('end', end);
      body.resume();
      resolve(outcome);
    };
    const take = (part: Buffer): void => {
      length += part.length;
      if (length > limit) return settle('too-large');
      if (!share.take(part.length)) return settle('no-room');
      parts.push(part);
    };
    const end = (): void => settle(parts.length === 1 ? parts[0]! : Buffer.concat(parts));
    body.on('data', take).on('end', end);
    body.on('error', () => reject(new ClientGoneError())).on('close', () => reject(new ClientGoneError()));
  });
}
