/**
 * Little-endian: u32 magic, u32 byte length of the header, the header as UTF-8 JSON padded with spaces to a multiple
 * of 8, then the columns as f64.
 */
export function encodeColumns(magic: number, header: unknown, columns: readonly Float64Array[]): Uint8Array {
  const text = new TextEncoder().encode(JSON.stringify(header));
  const headerLength = Math.ceil(text.length / 8) * 8;
  const floats = columns.reduce((sum, { length }) => sum + length, 0);
  const bytes = new Uint8Array(8 + headerLength + floats * 8);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, magic, true);
  view.setUint32(4, headerLength, true);
  bytes.fill(0x20, 8, 8 + headerLength);
  bytes.set(text, 8);
  const values = new Float64Array(bytes.buffer, 8 + headerLength, floats);
  let at = 0;
  for (const column of columns) {
    values.set(column, at);
    at += column.length;
  }
  return bytes;
}

/** `take` gives the next column, as a view into `buffer`. Throws `RangeError` when the bytes are not of this layout. */
export function decodeColumns(magic: number, buffer: ArrayBuffer): { header: unknown; take: (length: number) => Float64Array } {
  const view = new DataView(buffer);
  if (view.getUint32(0, true) !== magic) throw new RangeError('These bytes are not such an answer');
  const headerLength = view.getUint32(4, true);
  const header: unknown = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 8, headerLength)));
  let at = 8 + headerLength;
  const take = (length: number): Float64Array => {
    const column = new Float64Array(buffer, at, length);
    at += length * 8;
    return column;
  };
  return { header, take };
}
