import { type FileState, LogFile, NodeDisk } from '@runstead/event-log/embedded';
import type { Failpoint } from './failpoint';

/** The real disk, with places to die at between the steps of a write. */
export class FailpointDisk extends NodeDisk {
  constructor(private readonly failpoint: Failpoint) {
    super();
  }

  override async open(file: string, mode: 'read' | 'write'): Promise<LogFile> {
    const opened = await super.open(file, mode);
    return mode === 'write' ? new FailpointFile(opened, this.failpoint) : opened;
  }

  override async syncDirectory(directory: string): Promise<void> {
    this.failpoint.reached('mid-roll');
    await super.syncDirectory(directory);
  }
}

class FailpointFile extends LogFile {
  constructor(
    private readonly file: LogFile,
    private readonly failpoint: Failpoint,
  ) {
    super();
  }

  async write(bytes: Buffer, position: number): Promise<void> {
    if (this.failpoint.name === 'mid-write') {
      await this.file.write(bytes.subarray(0, bytes.length >> 1), position);
      this.failpoint.reached('mid-write');
    }
    await this.file.write(bytes, position);
  }

  async datasync(): Promise<void> {
    this.failpoint.reached('before-sync');
    await this.file.datasync();
  }

  read(target: Buffer, position: number): Promise<number> {
    return this.file.read(target, position);
  }

  truncate(length: number): Promise<void> {
    return this.file.truncate(length);
  }

  stat(): Promise<FileState> {
    return this.file.stat();
  }

  close(): Promise<void> {
    return this.file.close();
  }
}
