import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { isListening, SocketFolder } from './socket-folder';
import { isSystemError } from '../disk/system-error';

/** Something in a directory that tells others that this process lives, until it is taken away. */
export interface LifeSign {
  end(): Promise<void>;
}

/** Makes a life sign named `name` in `directory`; null when this file system or platform has no such thing. */
export type LifeSignKind = (directory: string, name: string) => Promise<LifeSign | null>;

const NO_SOCKETS_HERE = ['ENOTSUP', 'EOPNOTSUPP', 'EPERM', 'ENOSYS', 'EINVAL', 'ENAMETOOLONG'];

/** The kernel closes the socket with the process, however that ends: a connection tells the living from the dead. */
export const listeningSocket: LifeSignKind = async (directory, name) => {
  const folder = await SocketFolder.open(directory);
  try {
    const server = await folder.listen(name);
    return {
      end: async () => {
        await new Promise<void>((resolve) => server.close(() => resolve()));
        await folder.close();
      },
    };
  } catch (error) {
    await folder.close();
    if (NO_SOCKETS_HERE.some((code) => isSystemError(error, code))) return null;
    throw error;
  }
};

/**
 * Where sockets cannot be (some mounted folders): a file with the start time of the process, so that a pid that is used again does not
 * pass for the dead process, where /proc tells it. Weaker: it cannot see into another container.
 */
export const processMark: LifeSignKind = async (directory, name) => {
  await fs.writeFile(path.join(directory, name), await startTime(process.pid));
  return { end: async () => undefined };
};

/** Whether the process behind a life sign lives. Doubt counts as life: a wrong refusal costs less than two writers. */
export async function isAlive(directory: string, name: string, pid: number): Promise<boolean> {
  const file = path.join(directory, name);
  try {
    const stats = await fs.lstat(file);
    if (stats.isFile()) return isRunning(pid) && (await fs.readFile(file, 'utf8')) === (await startTime(pid));
    const folder = await SocketFolder.open(directory);
    return await isListening(folder.socketPath(name)).finally(() => folder.close());
  } catch (error) {
    return !isSystemError(error, 'ENOENT');
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !isSystemError(error, 'ESRCH');
  }
}

/** Clock ticks from the start of the machine to the start of the process; empty where there is no /proc. */
async function startTime(pid: number): Promise<string> {
  try {
    const stat = await fs.readFile(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''; // Behind the name, which may hold anything.
  } catch {
    return '';
  }
}
