/**
 * Reads the format `RowBinary`: values in the order of the columns, little-endian, without names or separators. For
 * results that must not become one JSON object a row.
 */
export class RowBinaryReader {
  private readonly view: DataView;
  private at = 0;

  constructor(private readonly bytes: Buffer) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get atEnd(): boolean {
    return this.at >= this.bytes.length;
  }

  uint8(): number {
    return this.view.getUint8(this.advance(1));
  }

  float64(): number {
    return this.view.getFloat64(this.advance(8), true);
  }

  int64(): bigint {
    return this.view.getBigInt64(this.advance(8), true);
  }

  uint64(): bigint {
    return this.view.getBigUint64(this.advance(8), true);
  }

  /** A string's bytes, as a view into the result. */
  stringBytes(): Buffer {
    const length = this.length();
    const start = this.advance(length);
    return this.bytes.subarray(start, start + length);
  }

  string(): string {
    return this.stringBytes().toString('utf8');
  }

  private length(): number {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = this.uint8();
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
    }
  }

  private advance(length: number): number {
    const start = this.at;
    this.at += length;
    return start;
  }
}
