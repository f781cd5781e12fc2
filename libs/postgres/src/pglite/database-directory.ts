import { readFileSync } from 'node:fs';
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** What was found on opening, for the log and for the operator. */
export type Opening =
  /** There was nothing. */
  | 'created'
  /** Closed in order the last time. */
  | 'reopened'
  /** The process died but the machine did not: what it wrote is in the page cache, the engine replayed its own log. */
  | 'recovered'
  /** Cannot be trusted: set aside, the projectors start from the first offset of the log. */
  | 'rebuilt';

interface Marker {
  readonly phase: 'creating' | 'in-use';
  /** Of the machine, see `bootId`; null where the system has none. */
  readonly boot: string | null;
}

/**
 * The folder of the embedded database: `database/` is the engine's, `in-use.json` lies beside it from opening to an orderly close.
 *
 * PGlite never calls fsync. As long as the machine is up that is harmless, because the page cache outlives the process;
 * after a power loss the files may be torn anywhere. The marker therefore names the boot of the machine that wrote
 * it: same boot = the engine's recovery can be believed, other boot (or unknown) = set aside and rebuild from the log.
 * Only sessions are lost then, so people sign in again (ADR 0004).
 */
export class DatabaseDirectory {
  readonly database: string;
  private readonly marker: string;

  constructor(
    private readonly directory: string,
    private readonly boot: string | null = bootId(),
  ) {
    this.database = join(directory, 'database');
    this.marker = join(directory, 'in-use.json');
  }

  /** Decides from the marker alone, touching nothing. */
  async inspect(): Promise<Opening> {
    await mkdir(this.directory, { recursive: true });
    const marker = await this.readMarker();
    const present = (await stat(join(this.database, 'PG_VERSION')).catch(() => null)) !== null;
    if (marker === null) return present ? 'reopened' : 'created';
    // Died while unpacking: a half-filled folder may even open.
    if (marker === 'unreadable' || marker.phase === 'creating' || !present) return 'rebuilt';
    return marker.boot !== null && marker.boot === this.boot ? 'recovered' : 'rebuilt';
  }

  /** Sets the files aside, for whoever wants to look at them; those set aside before are deleted. */
  async setAside(): Promise<void> {
    const aside = join(this.directory, 'database.set-aside');
    if ((await stat(this.database).catch(() => null)) === null) return;
    await rm(aside, { recursive: true, force: true });
    await rename(this.database, aside);
  }

  /** Durable before it returns: the marker must not be lost in the power loss that it is there for. */
  async mark(phase: Marker['phase']): Promise<void> {
    const text = JSON.stringify({ phase, boot: this.boot } satisfies Marker);
    const temporary = `${this.marker}.new`;
    const file = await open(temporary, 'w');
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, this.marker);
    await syncFolder(this.directory);
  }

  /**
   * After an orderly close. The engine's files are still only in the page cache, so they are flushed first: a
   * power loss a minute after an orderly stop must not find torn files without a marker.
   */
  async unmark(flush: (folder: string) => Promise<void>): Promise<void> {
    await flush(this.database);
    await rm(this.marker, { force: true });
    await syncFolder(this.directory);
  }

  private async readMarker(): Promise<Marker | 'unreadable' | null> {
    const text = await readFile(this.marker, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null;
      throw error;
    });
    if (text === null) return null;
    try {
      return JSON.parse(text) as Marker;
    } catch {
      return 'unreadable';
    }
  }
}

/** Changes with every start of the machine (Linux); null elsewhere, where every unclean stop means a rebuild. */
export function bootId(): string | null {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return null;
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
