import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { isAlive, type LifeSign, type LifeSignKind, listeningSocket, processMark } from './life-sign';
import { isSystemError } from '../disk/system-error';

/*
 * The lock is a listening socket in the directory, one per process, named lock.<pid>.<random>.
 *
 * Why a socket: the kernel closes it with the process. A file with a pid is weaker: pids are used again, and two containers on one volume
 * are both pid 1. A socket in the file system also works between containers, which an abstract one (of a network namespace) does not.
 * Node has no flock. Where a file system takes no sockets, a file with pid and start time stands in.
 *
 * Why a name of its own for each process: removing the stale lock of a dead process can then never remove the fresh one of a living one.
 * Each first shows its own lock, already alive, and only then looks for others; of two that start together the later one to look sees the
 * other. Both may see each other; they withdraw and try again after unequal pauses. Never do two hold it.
 */
const LOCK_NAME = /^lock\.(\d+)\.[0-9a-f]+$/;
const STARTING_SUFFIX = '.starting';
const ATTEMPTS = 4;
const MAX_PAUSE_MS = 40;

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
    private readonly sign: LifeSign,
  ) {}

  /** Takes the lock of an existing directory with the first kind of life sign that works there. Throws `LogDirectoryLockedError`. */
  static async take(directory: string, kinds: readonly LifeSignKind[] = [listeningSocket, processMark]): Promise<DirectoryLock> {
    for (let attempt = 1; ; attempt++) {
      const lock = await DirectoryLock.show(directory, kinds);
      const holder = await livingHolder(directory, lock?.file ?? null);
      if (lock !== null && holder === null) return lock;
      await lock?.release();
      if (attempt >= ATTEMPTS && holder !== null) throw new LogDirectoryLockedError(directory, holder);
      await pause(Math.random() * MAX_PAUSE_MS);
    }
  }

  async release(): Promise<void> {
    await fs.rm(this.file, { force: true });
    await this.sign.end();
  }

  /** Shows a lock that is alive from the moment its name appears. Null when another that looked around swept the half-made one away. */
  private static async show(directory: string, kinds: readonly LifeSignKind[]): Promise<DirectoryLock | null> {
    const file = path.join(directory, `lock.${process.pid}.${randomBytes(6).toString('hex')}`);
    const starting = file + STARTING_SUFFIX;
    const sign = await firstPossible(directory, path.basename(starting), kinds);
    try {
      await fs.rename(starting, file);
      return new DirectoryLock(file, sign);
    } catch (error) {
      await sign.end();
      if (isSystemError(error, 'ENOENT')) return null;
      throw error;
    }
  }
}

async function firstPossible(directory: string, name: string, kinds: readonly LifeSignKind[]): Promise<LifeSign> {
  for (const kind of kinds) {
    const sign = await kind(directory, name);
    if (sign !== null) return sign;
  }
  throw new Error(`The directory ${directory} cannot hold the lock of the event log: choose another data directory.`);
}

/** The pid of another living process in the directory, null when there is none. Removes what dead ones left. */
async function livingHolder(directory: string, own: string | null): Promise<number | null> {
  for (const name of await fs.readdir(directory)) {
    const isStarting = name.endsWith(STARTING_SUFFIX);
    const match = LOCK_NAME.exec(isStarting ? name.slice(0, -STARTING_SUFFIX.length) : name);
    if (match === null || path.join(directory, name) === own) continue;
    if (!(await isAlive(directory, name, Number(match[1])))) await fs.rm(path.join(directory, name), { force: true });
    else if (!isStarting) return Number(match[1]);
  }
  return null;
}
