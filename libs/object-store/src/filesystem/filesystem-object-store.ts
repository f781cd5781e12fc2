import { createHash, randomUUID, type Hash } from 'node:crypto';
import { constants, type Dirent } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { checkedKeyPrefix, checkedObjectKey } from '../object-key';
import { ObjectNotFoundError, ObjectStore, type ByteRange, type StoredObject } from '../object-store';

/** We never make symbolic links; following one that somebody else made could lead out of the store. */
const READ_NO_LINK = constants.O_RDONLY | constants.O_NOFOLLOW;

/**
 * Objects as files: `objects/<key>`, and uploads on their way in `uploads/`. An upload becomes visible by a rename after its
 * bytes are on the disk; the folder is flushed after it, so an object that was reported survives a power loss. A crash
 * before the rename costs a file in `uploads/`, which the next opening removes.
 */
export class FilesystemObjectStore extends ObjectStore {
  private closed = false;

  private constructor(
    private readonly objects: string,
    private readonly uploads: string,
  ) {
    super();
  }

  static async open(directory: string): Promise<FilesystemObjectStore> {
    const objects = join(directory, 'objects');
    const uploads = join(directory, 'uploads');
    await rm(uploads, { recursive: true, force: true });
    await mkdir(objects, { recursive: true });
    await mkdir(uploads, { recursive: true });
    await syncFolder(directory);
    return new FilesystemObjectStore(objects, uploads);
  }

  async put(key: string, body: Readable): Promise<StoredObject> {
    const target = this.pathOf(key);
    const temporary = join(this.uploads, randomUUID());
    try {
      const { size, md5, sha256 } = await receive(temporary, body);
      const created = await mkdir(dirname(target), { recursive: true });
      await rename(temporary, target);
      await syncFolders(dirname(target), created === undefined ? dirname(target) : dirname(created));
      return { key, size, md5: md5.digest('base64'), sha256: sha256.digest('hex') };
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
  }

  async get(key: string, range?: ByteRange): Promise<Readable> {
    const file = await this.existing(key);
    try {
      const { size } = await file.stat();
      if (range && (range.start < 0 || range.end < range.start || range.start >= size)) {
        throw new RangeError(`bytes ${range.start}-${range.end} are not in an object of ${size} bytes`);
      }
      // The handle keeps the object readable to the end even when it is replaced or deleted meanwhile.
      return range ? file.createReadStream({ start: range.start, end: Math.min(range.end, size - 1) }) : file.createReadStream();
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  async size(key: string): Promise<number | null> {
    const found = await stat(this.pathOf(key)).catch(absent);
    return found?.isFile() ? found.size : null;
  }

  async delete(key: string): Promise<void> {
    await rm(this.pathOf(key), { force: true });
  }

  async list(prefix: string, after: string | null, limit: number): Promise<string[]> {
    this.refuseWhenClosed();
    checkedKeyPrefix(prefix);
    const found: string[] = [];
    await this.walk('', prefix, after, limit, found);
    return found;
  }

  async close(): Promise<void> {
    this.closed = true;
  }

  /** Depth first in the order of the keys, skipping folders that hold nothing of the answer. */
  private async walk(folder: string, prefix: string, after: string | null, limit: number, found: string[]): Promise<void> {
    const entries = await readdir(join(this.objects, folder), { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
      // Objects and their folders may go while we look.
      if (error.code === 'ENOENT') return [] as Dirent[];
      throw error;
    });
    // A folder sorts by its name with the slash, as its keys do.
    const own = entries.filter((entry) => entry.isDirectory() || entry.isFile());
    const names = own.map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name)).sort(byCodeUnits);
    for (const name of names) {
      if (found.length >= limit) return;
      const path = folder + name;
      if (!path.startsWith(prefix) && !prefix.startsWith(path)) continue;
      if (name.endsWith('/')) {
        if (after === null || path > after || after.startsWith(path)) await this.walk(path, prefix, after, limit, found);
      } else if (path.startsWith(prefix) && (after === null || path > after)) {
        found.push(path);
      }
    }
  }

  private async existing(key: string): Promise<FileHandle> {
    const path = this.pathOf(key);
    const file = await open(path, READ_NO_LINK).catch(absent);
    if (file === null) throw new ObjectNotFoundError(`no object ${key}`);
    if ((await file.stat()).isFile()) return file;
    await file.close();
    throw new ObjectNotFoundError(`no object ${key}`);
  }

  private pathOf(key: string): string {
    this.refuseWhenClosed();
    return join(this.objects, checkedObjectKey(key));
  }

  private refuseWhenClosed(): void {
    if (this.closed) throw new Error('the object store is closed');
  }
}

/** Writes `body` to a new file and flushes it; memory is one chunk. */
async function receive(path: string, body: Readable): Promise<{ size: number; md5: Hash; sha256: Hash }> {
  const md5 = createHash('md5');
  const sha256 = createHash('sha256');
  let size = 0;
  const file = await open(path, 'wx');
  try {
    for await (const chunk of body) {
      const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk as string | Uint8Array);
      md5.update(bytes);
      sha256.update(bytes);
      await file.writeFile(bytes);
      size += bytes.length;
    }
    await file.datasync();
  } finally {
    await file.close();
  }
  return { size, md5, sha256 };
}

/** Every folder from `folder` up to `top`: a new folder is an entry of its parent. */
async function syncFolders(folder: string, top: string): Promise<void> {
  for (let current = folder; ; current = dirname(current)) {
    await syncFolder(current);
    if (current === top || current === dirname(current)) return;
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

function absent(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null;
  throw error;
}

function byCodeUnits(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
