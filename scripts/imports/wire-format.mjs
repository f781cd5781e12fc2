/** The two encodings of a TensorBoard event file: TFRecord frames around protocol-buffer messages. */

/** Payloads of a TFRecord file; stops at a torn tail (a file that is still being written), which `torn` tells. */
export function readFrames(bytes) {
  const payloads = [];
  let at = 0;
  while (at + 12 <= bytes.length) {
    const length = Number(bytes.readBigUInt64LE(at));
    if (at + 12 + length + 4 > bytes.length) break;
    payloads.push(bytes.subarray(at + 12, at + 12 + length));
    at += 12 + length + 4;
  }
  return { payloads, torn: at < bytes.length };
}

/** Fields of a message as `[number, value]`: varints are BigInt, 64 and 32 bit fields and strings are Buffers. */
export function* fields(bytes) {
  let at = 0;
  const varint = () => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = bytes[at++];
      if (byte === undefined) throw new RangeError('A message ends within a number');
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  };
  const take = (length) => {
    if (at + length > bytes.length) throw new RangeError('A message ends within a field');
    at += length;
    return bytes.subarray(at - length, at);
  };
  while (at < bytes.length) {
    const tag = Number(varint());
    const kind = tag & 7;
    if (kind === 0) yield [tag >> 3, varint()];
    else if (kind === 1) yield [tag >> 3, take(8)];
    else if (kind === 2) yield [tag >> 3, take(Number(varint()))];
    else if (kind === 5) yield [tag >> 3, take(4)];
    else throw new RangeError(`A field has the unknown kind ${kind}`);
  }
}

export function doubles(bytes) {
  return Array.from({ length: bytes.length / 8 }, (_, index) => bytes.readDoubleLE(index * 8));
}
