import { Readable } from 'node:stream';
import type { LiveEvent } from '@runstead/ui-contract';

/** What a slow client may leave unread before it is dropped; it comes back and asks again. */
const MAX_UNREAD_BYTES = 64 * 1024;

/** One browser that listens to a project or to one run: a body of server-sent events. */
export class LiveStream extends Readable {
  constructor(
    readonly projectId: string,
    /** Null: every run of the project. */
    readonly runId: string | null,
    /** Asked again while the stream is open: sessions end and keys are revoked. */
    readonly stillAllowed: () => Promise<boolean>,
    private readonly onClosed: (stream: LiveStream) => void,
  ) {
    super();
    this.push('retry: 2000\n\n');
    this.send({ kind: 'hello' });
  }

  send(event: LiveEvent): void {
    this.put(`data: ${JSON.stringify(event)}\n\n`);
  }

  /** Keeps proxies from closing a quiet stream, and finds out that a client is gone. */
  beat(): void {
    this.put(': heartbeat\n\n');
  }

  end(): void {
    if (!this.destroyed && !this.readableEnded) this.push(null);
    this.onClosed(this);
  }

  override _read(): void {
    // Events come when they come; there is nothing to fetch.
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.onClosed(this);
    done(error);
  }

  private put(text: string): void {
    if (this.destroyed || this.readableEnded) return;
    if (this.readableLength > MAX_UNREAD_BYTES) this.destroy();
    else this.push(text);
  }
}
