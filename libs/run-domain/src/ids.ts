import { randomBytes } from 'node:crypto';

/**
 * Identity as a collaborator. Ids are minted by the command and carried in the event; a projector never makes one,
 * so a rebuild gives the same rows (ADR 0003).
 */
export abstract class Ids {
  /** An event id: UUIDv7, sortable by time. */
  abstract eventId(): string;
  /** A row id for ClickHouse `UInt64` columns, as a decimal string: 42 bits of milliseconds, 21 random bits (always below 2^63). */
  abstract rowId(): string;
  /** `bytes` random bytes as lower-case hex, for keys and tokens. */
  abstract secret(bytes: number): string;
}

/** Asking the system for random bytes costs more than the id that is made of them: fetched for many ids at once. */
const POOL_BYTES = 4_096;

export class RandomIds extends Ids {
  private pool = Buffer.alloc(0);

  constructor(private readonly now: () => number) {
    super();
  }

  eventId(): string {
    const bytes = this.random(16);
    bytes.writeUIntBE(this.now(), 0, 6);
    bytes[6] = (bytes[6]! & 0x0f) | 0x70;
    bytes[8] = (bytes[8]! & 0x3f) | 0x80;
    const hex = bytes.toString('hex');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  }

  rowId(): string {
    const random = BigInt(this.random(3).readUIntBE(0, 3) & 0x1fffff);
    return ((BigInt(this.now()) << 21n) | random).toString();
  }

  secret(bytes: number): string {
    return randomBytes(bytes).toString('hex');
  }

  /** Each byte is given away once. For ids only: secrets are fetched on their own. */
  private random(bytes: number): Buffer {
    if (this.pool.length < bytes) this.pool = randomBytes(POOL_BYTES);
    const taken = this.pool.subarray(0, bytes);
    this.pool = this.pool.subarray(bytes);
    return taken;
  }
}
