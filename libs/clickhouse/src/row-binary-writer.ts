/** Writes the format `RowBinary`: the counterpart of `RowBinaryReader`, for inserts whose texts must not be escaped. */
export class RowBinaryWriter {
  private readonly parts: Buffer[] = [];

  uint32(value: number): this {
    const bytes = Buffer.allocUnsafe(4);
    bytes.writeUInt32LE(value);
    return this.add(bytes);
  }

  /** Throws `RangeError` or `SyntaxError` for what is no unsigned 64-bit number. */
  uint64(value: number | string): this {
    const bytes = Buffer.allocUnsafe(8);
    bytes.writeBigUInt64LE(BigInt(value));
    return this.add(bytes);
  }

  int64(value: number): this {
    const bytes = Buffer.allocUnsafe(8);
    bytes.writeBigInt64LE(BigInt(value));
    return this.add(bytes);
  }

  /** A buffer is kept as it is, not copied. */
  string(value: string | Buffer): this {
    const bytes = typeof value === 'string' ? Buffer.from(value) : value;
    return this.length(bytes.length).add(bytes);
  }

  /** What was written, in order; for `ClickHouse.insertRowBinary`. */
  take(): readonly Buffer[] {
    return this.parts.splice(0);
  }

  private length(value: number): this {
    const bytes: number[] = [];
    let rest = value;
    for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes.push((rest % 0x80) | 0x80);
    return this.add(Buffer.from([...bytes, rest]));
  }

  private add(bytes: Buffer): this {
    if (bytes.length > 0) this.parts.push(bytes);
    return this;
  }
}
