import * as fs from 'node:fs';
import * as path from 'node:path';
import { type FileState, LogDisk, LogFile } from './disk';
import { isSystemError } from './system-error';

/** The real disk. Raw descriptors and callbacks for what happens at every append. */
export class NodeDisk extends LogDisk {
  async makeDirectory(directory: string): Promise<void> {
    const firstCreated = await fs.promises.mkdir(directory, { recursive: true });
    if (firstCreated === undefined) return;
    const top = path.dirname(firstCreated);
    for (let parent = path.dirname(directory); parent.length >= top.length; parent = path.dirname(parent)) {
      await this.syncDirectory(parent);
      if (parent === path.dirname(parent)) return;
    }
  }

  async list(directory: string): Promise<string[]> {
    return (await fs.promises.readdir(directory)).sort();
  }

  open(file: string, mode: 'read' | 'write'): Promise<LogFile> {
    const flags = mode === 'read' ? fs.constants.O_RDONLY : fs.constants.O_RDWR | fs.constants.O_CREAT;
    return new Promise((resolve, reject) => {
      fs.open(file, flags, 0o644, (error, descriptor) => (error ? reject(error) : resolve(new NodeFile(descriptor))));
    });
  }

  async stat(file: string): Promise<FileState> {
    const { size, mtimeMs } = await fs.promises.stat(file);
    return { length: size, modified: mtimeMs };
  }

  async readText(file: string): Promise<string | null> {
    try {
      return await fs.promises.readFile(file, 'utf8');
    } catch (error) {
      if (isSystemError(error, 'ENOENT')) return null;
      throw error;
    }
  }

  async replaceText(file: string, text: string): Promise<void> {
    await fs.promises.writeFile(`${file}.new`, text);
    await fs.promises.rename(`${file}.new`, file);
  }

  async remove(file: string): Promise<void> {
    await fs.promises.rm(file, { force: true });
  }

  async syncDirectory(directory: string): Promise<void> {
    const handle = await fs.promises.open(directory, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  }
}

class NodeFile extends LogFile {
  constructor(private readonly descriptor: number) {
    super();
  }

  write(bytes: Buffer, position: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const from = (done: number): void =>
        fs.write(this.descriptor, bytes, done, bytes.length - done, position + done, (error, written) => {
          if (error) reject(error);
          else if (done + written < bytes.length) from(done + written);
          else resolve();
        });
      from(0);
    });
  }

  read(target: Buffer, position: number): Promise<number> {
    return new Promise((resolve, reject) => {
      const from = (done: number): void =>
        fs.read(this.descriptor, target, done, target.length - done, position + done, (error, count) => {
          if (error) reject(error);
          else if (count > 0 && done + count < target.length) from(done + count);
          else resolve(done + count);
        });
      from(0);
    });
  }

  datasync(): Promise<void> {
    return settled((done) => fs.fdatasync(this.descriptor, done));
  }

  truncate(length: number): Promise<void> {
    return settled((done) => fs.ftruncate(this.descriptor, length, done));
  }

  stat(): Promise<FileState> {
    return new Promise((resolve, reject) => {
      fs.fstat(this.descriptor, (error, stats) => (error ? reject(error) : resolve({ length: stats.size, modified: stats.mtimeMs })));
    });
  }

  close(): Promise<void> {
    return settled((done) => fs.close(this.descriptor, done));
  }
}

function settled(start: (done: (error: NodeJS.ErrnoException | null | undefined) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => start((error) => (error ? reject(error) : resolve())));
}
