import type { Readable } from 'node:stream';

export interface StoredObject {
  readonly key: string;
  readonly size: number;
  /** Base64 of the 16 bytes. */
  readonly md5: string;
  /** Lower-case hex. */
  readonly sha256: string;
}

export interface ByteRange {
  readonly start: number;
  /** Inclusive, as in HTTP. */
  readonly end: number;
}

/**
 * Bytes by key. Keys are made by us (`runs/<run id>/<sha-256 of the file's name>/<event id>`), never from a user's
 * text, so that a name is data and never a path.
 */
export abstract class ObjectStore {
  /** Streams `body` into the key with constant memory; visible only when complete, and durable then. */
  abstract put(key: string, body: Readable): Promise<StoredObject>;
  /** Throws `ObjectNotFoundError`. */
  abstract get(key: string, range?: ByteRange): Promise<Readable>;
  abstract size(key: string): Promise<number | null>;
  /** Deleting what is not there is not an error. */
  abstract delete(key: string): Promise<void>;
  /** Keys with the prefix, in order, `after` exclusive. */
  abstract list(prefix: string, after: string | null, limit: number): Promise<string[]>;
  abstract close(): Promise<void>;
}

export class ObjectNotFoundError extends Error {
  override readonly name = 'ObjectNotFoundError';
}
