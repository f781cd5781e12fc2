/** An open file of the log. Positions and lengths are bytes from the start of the file; failures reject with the system's error (`code`). */
export abstract class LogFile {
  /** Writes all of `bytes` at `position`, however many system calls it takes. */
  abstract write(bytes: Buffer, position: number): Promise<void>;
  /** Fills `target` from `position`; resolves to the bytes read, fewer only at the end of the file. */
  abstract read(target: Buffer, position: number): Promise<number>;
  /** Resolves when everything written before, and the length, survives the loss of power. */
  abstract datasync(): Promise<void>;
  abstract truncate(length: number): Promise<void>;
  abstract stat(): Promise<FileState>;
  abstract close(): Promise<void>;
}

export interface FileState {
  /** Bytes. */
  readonly length: number;
  /** Milliseconds since the epoch, with a fraction. */
  readonly modified: number;
}

/** The file system as far as the log needs it: the edge at which tests make a disk full or broken. */
export abstract class LogDisk {
  /** Creates `path` and its missing parents, durably. */
  abstract makeDirectory(path: string): Promise<void>;
  /** Names in the directory, sorted. */
  abstract list(path: string): Promise<string[]>;
  /** `write`: for reading and writing, created when missing, content kept. */
  abstract open(path: string, mode: 'read' | 'write'): Promise<LogFile>;
  abstract stat(path: string): Promise<FileState>;
  /** The text of a small file, null when there is none. */
  abstract readText(path: string): Promise<string | null>;
  /** Replaces a small file as a whole; not durable: only for what can be derived again. */
  abstract replaceText(path: string, text: string): Promise<void>;
  abstract remove(path: string): Promise<void>;
  /** Makes the names in a directory durable: without it a new file can vanish with the power, content and all. */
  abstract syncDirectory(path: string): Promise<void>;
}
