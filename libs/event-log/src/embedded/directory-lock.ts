import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs/promises';
import * as net from 'node:net';
import * as path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { isSystemError } from './system-error';

/*
 * The lock is a listening socket in the directory, one per process, named lock.<pid>.<random>.
 *
 * Why a socket: the kernel closes it with the process, however that ends, so a connection tells the living from the dead. A file with a
 * pid can not: pids are reused, and two containers on one volume are both pid 1. A socket in the file system also works between
 * containers, which an abstract one (of a network namespace) does not.
 *
 * Why a name of its own for each process: removing the stale lock of a dead process can then never remove the fresh one of a living one.
 * Each first shows its own lock, already listening, and only then looks for others; of two that start together the later one to look sees
 * the other. Both may see each other; they withdraw and try again after unequal pauses. None ever holds it together with another.
 */
const LOCK_NAME = /^lock\.(\d+)\.[0-9a-f]+$/;
const STARTING_SUFFIX = '.starting';
const ATTEMPTS = 4;
const MAX_PAUSE_MS = 40;
/** Longest path that every system takes for a socket. */
const MAX_SOCKET_PATH_BYTES = 100;

/** The directory belongs to a living process. */
export class LogDirectoryLockedError extends Error {
  override readonly name = 'LogDirectoryLockedError';

  constructor(
    readonly directory: string,
    /** Of the process that holds it, as that process knows itself (inside a container another than outside). */
    readonly pid: number,
  ) {
    super(`The event log in ${directory} is in use by process ${pid}: stop that process or choose another data directory.`);
  }
}

export class DirectoryLock {
  private constructor(
    private readonly file: string,
    private readonly server: net.Server,
    private readonly folder: SocketFolder,
  ) {}

  /** Takes the lock of an existing directory. Throws `LogDirectoryLockedError`. */
  static async take(directory: string): Promise<DirectoryLock> {
    const folder = await SocketFolder.open(directory);
    try {
      for (let attempt = 1; ; attempt++) {
        const lock = await DirectoryLock.show(directory, folder);
        const holder = lock === null ? process.pid : await livingHolder(directory, folder, lock.file);
        if (lock !== null && holder === null) return lock;
        await lock?.withdraw();
        if (attempt === ATTEMPTS && holder !== null) throw new LogDirectoryLockedError(directory, holder);
        await pause(Math.random() * MAX_PAUSE_MS);
      }
    } catch (error) {
      await folder.close();
      throw error;
    }
  }

  async release(): Promise<void> {
    await this.withdraw();
    await this.folder.close();
  }

  /** Null when a holder of the lock swept the half-made socket away. */
  private static async show(directory: string, folder: SocketFolder): Promise<DirectoryLock | null> {
    const name = `lock.${process.pid}.${randomBytes(6).toString('hex')}`;
    const server = net.createServer((connection) => connection.destroy());
    const starting = name + STARTING_SUFFIX;
    await listen(server, folder.socketPath(starting));
    server.unref();
    try {
      await fs.rename(path.join(directory, starting), path.join(directory, name));
    } catch (error) {
      await closeServer(server);
      if (isSystemError(error, 'ENOENT')) return null;
      throw error;
    }
    return new DirectoryLock(path.join(directory, name), server, folder);
  }

  private async withdraw(): Promise<void> {
    await fs.rm(this.file, { force: true });
    await closeServer(this.server);
  }
}

/** The pid of another living process in the directory, null when there is none. Removes what dead ones left. */
async function livingHolder(directory: string, folder: SocketFolder, own: string): Promise<number | null> {
  for (const name of await fs.readdir(directory)) {
    const starting = name.endsWith(STARTING_SUFFIX);
    const match = LOCK_NAME.exec(starting ? name.slice(0, -STARTING_SUFFIX.length) : name);
    if (match === null || path.join(directory, name) === own) continue;
    if (!(await isListening(folder.socketPath(name)))) await fs.rm(path.join(directory, name), { force: true });
    else if (!starting) return Number(match[1]);
  }
  return null;
}

/** Refused means that the process is dead. Whatever else goes wrong counts as alive: a wrong refusal costs less than two writers. */
function isListening(socketPath: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(socketPath);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', (error) => resolve(!isSystemError(error, 'ECONNREFUSED') && !isSystemError(error, 'ENOENT')));
  });
}

/** Gives socket paths that are short enough: the system takes about a hundred bytes, a data directory may lie deeper. */
class SocketFolder {
  private constructor(
    private readonly prefix: string,
    private readonly handle: fs.FileHandle | null,
  ) {}

  static async open(directory: string): Promise<SocketFolder> {
    const longest = path.join(directory, `lock.${process.pid}.000000000000${STARTING_SUFFIX}`);
    if (Buffer.byteLength(longest) <= MAX_SOCKET_PATH_BYTES) return new SocketFolder(directory, null);
    if (process.platform !== 'linux')
      throw new Error(`The path ${directory} is too long for the lock of the event log: choose a shorter one.`);
    const handle = await fs.open(directory, 'r');
    return new SocketFolder(`/proc/self/fd/${handle.fd}`, handle);
  }

  socketPath(name: string): string {
    return `${this.prefix}/${name}`;
  }

  async close(): Promise<void> {
    await this.handle?.close();
  }
}

function listen(server: net.Server, socketPath: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(socketPath, () => resolve());
  });
}

function closeServer(server: net.Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}
