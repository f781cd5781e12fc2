import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Session, drainPending } from 'chdb';
import { engineOptions } from './engine-options';
import { yieldMerges } from './merge-threads';
import { SpoolFolder } from './spool-folder';

export interface OpenedDirectory {
  readonly session: Session;
  /** Another session on the same data. */
  readonly connect: () => Session;
  /** For what is inserted from a file. */
  readonly spool: SpoolFolder;
  /** True when the data could not be opened and was set aside: the tables are empty now. */
  readonly wasReset: boolean;
  /** True when the process that had it open before did not close it. */
  readonly wasUnclean: boolean;
  /** After the engine has let go of the files. */
  readonly markClosed: () => Promise<void>;
}

/**
 * Opens the engine on `directory`. What it holds is a projection: when the engine cannot load it, it is renamed (nothing is
 * thrown away) and an empty one takes its place, to be filled from the log again.
 */
export async function openDirectory(directory: string, now: () => number): Promise<OpenedDirectory> {
  await mkdir(directory, { recursive: true });
  const spool = await SpoolFolder.below(directory);
  const marker = join(directory, 'in-use');
  const wasUnclean = (await stat(marker).catch(() => null)) !== null;
  const rest = { spool, wasUnclean, markClosed: () => rm(marker, { force: true }) };
  await markInUse(marker, directory);
  try {
    return { ...(await connectTo(directory)), ...rest, wasReset: false };
  } catch (error) {
    if (isBusy(error)) throw error;
    await drainPending();
    await rename(join(directory, 'data'), join(directory, `damaged-${now()}`));
    return { ...(await connectTo(directory)), ...rest, wasReset: true };
  }
}

/** Durable: it must outlive the power loss that it tells of. */
async function markInUse(marker: string, directory: string): Promise<void> {
  for (const [path, flags] of [
    [marker, 'w'],
    [directory, 'r'],
  ] as const) {
    const handle = await open(path, flags);
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  }
}

async function connectTo(directory: string): Promise<Pick<OpenedDirectory, 'session' | 'connect'>> {
  const connectionArgs = await engineOptions(directory);
  // A connection that was closed a moment ago may still be going away; a new one on another path would be refused.
  await drainPending();
  const connect = (): Session => new Session(join(directory, 'data'), { connectionArgs });
  const session = connect();
  try {
    await session.queryAsync('SELECT count() FROM system.tables');
    yieldMerges();
    return { session, connect };
  } catch (error) {
    session.close();
    throw error;
  }
}

/** The engine already runs on other data in this process: that is a mistake of the caller, and the data is sound. */
function isBusy(error: unknown): boolean {
  return error instanceof Error && /another path|different path|already|in use|still running/i.test(error.message);
}
