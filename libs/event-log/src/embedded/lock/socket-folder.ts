import * as fs from 'node:fs/promises';
import * as net from 'node:net';
import { isSystemError } from '../disk/system-error';

/** Longest path of a socket that every system takes. */
const MAX_SOCKET_PATH_BYTES = 100;
const LONGEST_NAME_BYTES = 40;

/** A directory with sockets in it. The system takes paths of about a hundred bytes only; a data directory may lie deeper. */
export class SocketFolder {
  private constructor(
    private readonly prefix: string,
    private readonly handle: fs.FileHandle | null,
  ) {}

  static async open(directory: string): Promise<SocketFolder> {
    const isShort = Buffer.byteLength(directory) + LONGEST_NAME_BYTES <= MAX_SOCKET_PATH_BYTES;
    if (isShort || process.platform !== 'linux') return new SocketFolder(directory, null);
    const handle = await fs.open(directory, 'r');
    return new SocketFolder(`/proc/self/fd/${handle.fd}`, handle);
  }

  socketPath(name: string): string {
    return `${this.prefix}/${name}`;
  }

  /** A socket that drops every connection and keeps no process alive. */
  listen(name: string): Promise<net.Server> {
    const server = net.createServer((connection) => connection.destroy());
    server.unref();
    return new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.socketPath(name), () => resolve(server));
    });
  }

  async close(): Promise<void> {
    await this.handle?.close();
  }
}

/** False when nobody listens any more; whatever else goes wrong counts as listening. */
export function isListening(socketPath: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(socketPath);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', (error) => resolve(!isSystemError(error, 'ECONNREFUSED') && !isSystemError(error, 'ENOENT')));
  });
}
