import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';

export interface SlownessLimits {
  /** How often is looked, in milliseconds. */
  readonly interval: number;
  /** Bytes that a body must bring between two looks. */
  readonly leastBytes: number;
}

/** 1 KB/s on the average of ten seconds: less than the worst link that a client's own time-out of 180 s would bear. */
const DEFAULT_LIMITS: SlownessLimits = { interval: 10_000, leastBytes: 10_000 };

/**
 * Cuts off clients that let the server wait for a body: a few thousand of them would hold all its sockets. By their
 * rate and not by time, because an upload of gigabytes may take its hours. A real client repeats what was cut off.
 */
export class SlowClients {
  /** What the socket had brought at the last look; null before the first, which may come a moment after the request. */
  private readonly bodies = new Map<IncomingMessage, number | null>();

  constructor(private readonly limits: SlownessLimits = DEFAULT_LIMITS) {}

  watch(server: Server): void {
    server.on('request', (request: IncomingMessage) => this.follow(request));
    const timer = setInterval(() => this.cutOff(), this.limits.interval).unref();
    server.once('close', () => clearInterval(timer));
  }

  private follow(request: IncomingMessage): void {
    const { headers } = request;
    if (headers['transfer-encoding'] === undefined && !(Number(headers['content-length']) > 0)) return;
    this.bodies.set(request, null);
    // It closes with its answer, also when the client, refused at once, goes on sending or not.
    request.once('close', () => request.complete && this.bodies.delete(request));
  }

  /** A body that nobody here reads is not the client's fault: then the socket is paused, and what it holds back is ours. */
  private cutOff(): void {
    for (const [request, before] of this.bodies) {
      const { socket } = request;
      if (request.complete || socket.destroyed) this.bodies.delete(request);
      else if (before === null || socket.bytesRead - before >= this.limits.leastBytes || isHeldBack(request, socket))
        this.bodies.set(request, socket.bytesRead);
      else socket.destroy();
    }
  }
}

function isHeldBack(request: IncomingMessage, socket: Socket): boolean {
  return socket.isPaused() || request.readableLength >= request.readableHighWaterMark;
}
