import { Agent, request } from 'node:http';
import { connect, type Socket } from 'node:net';
import type { Server } from '../fixtures/server';

export interface Answer {
  readonly status: number;
  readonly retryAfter: number | null;
  readonly body: string;
}

/** Posts as a client does that keeps its connections. */
export class Wire {
  readonly statuses = new Map<number, number>();
  private readonly agent: Agent;

  constructor(
    readonly server: Server,
    sockets: number,
  ) {
    this.agent = new Agent({ keepAlive: true, maxSockets: sockets });
  }

  get authorization(): string {
    return `Basic ${Buffer.from(`api:${this.server.key}`).toString('base64')}`;
  }

  /** Rejects when the connection is lost. */
  post(path: string, body: string | Buffer, headers: Record<string, string> = {}): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const all = {
        authorization: this.authorization,
        'content-type': 'application/json',
        'content-length': String(Buffer.byteLength(body)),
        ...headers,
      };
      const { port } = this.server;
      const call = request({ agent: this.agent, host: '127.0.0.1', port, method: 'POST', path, headers: all }, (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('error', reject);
        response.on('end', () => {
          const status = response.statusCode ?? 0;
          this.statuses.set(status, (this.statuses.get(status) ?? 0) + 1);
          const after = response.headers['retry-after'];
          resolve({ status, retryAfter: after === undefined ? null : Number(after), body: Buffer.concat(parts).toString('utf8') });
        });
      });
      call.on('error', reject);
      call.end(body);
    });
  }

  /** A connection of a client that has sent the head of a request and so much of its body. */
  begun(path: string, announced: number, sent: string | Buffer): Socket {
    const socket = connect(this.server.port, '127.0.0.1');
    socket.on('error', () => undefined);
    socket.resume();
    const head = `host: x\r\ncontent-type: application/json\r\nauthorization: ${this.authorization}\r\ncontent-length: ${announced}\r\n`;
    socket.write(`POST ${path} HTTP/1.1\r\n${head}\r\n`);
    socket.write(sent);
    return socket;
  }

  close(): void {
    this.agent.destroy();
  }
}

/** Lines `from` to `to` of a run's history, `padding` characters longer than need be. */
export function historyPost(from: number, to: number, padding = 0): string {
  const content = Array.from({ length: to - from }, (_, index) =>
    JSON.stringify({ _step: from + index, loss: 1 / (from + index + 1), text: 'x'.repeat(padding) }),
  );
  return JSON.stringify({ files: { 'wandb-history.jsonl': { offset: from, content } } });
}
