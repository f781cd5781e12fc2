import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Files that are open at a time; the disk combines what is flushed together. */
const AT_ONCE = 32;

/** Calls fsync on every file and folder below `folder`: what the engine itself never does. About 1,000 files of 23 MB when new. */
export async function flushFolder(folder: string): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const paths = entries.filter((entry) => entry.isFile() || entry.isDirectory()).map((entry) => join(entry.parentPath, entry.name));
  const left = [folder, ...paths];
  const flushing = Array.from({ length: AT_ONCE }, async () => {
    for (let path = left.pop(); path !== undefined; path = left.pop()) await flush(path);
  });
  await Promise.all(flushing);
}

async function flush(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
