import type { Readable } from 'node:stream';

const MEBIBYTE = 1024 * 1024;

/** S3 takes 10,000 parts of at least 5 MiB: small ones first, so that small objects cost little memory; 776 GB fit in all. */
export function partBytes(part: number): number {
  if (part <= 1_000) return 8 * MEBIBYTE;
  return part <= 5_000 ? 32 * MEBIBYTE : 128 * MEBIBYTE;
}

/** The stream cut into parts; the last one is whatever is left, the only one of an empty stream is empty. */
export async function* partsOf(body: Readable): AsyncGenerator<Buffer> {
  let part = 1;
  let waiting: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk as string | Uint8Array);
    waiting.push(bytes);
    size += bytes.length;
    for (let wanted = partBytes(part); size >= wanted; wanted = partBytes(part)) {
      const all = Buffer.concat(waiting);
      yield all.subarray(0, wanted);
      part += 1;
      waiting = [all.subarray(wanted)];
      size -= wanted;
    }
  }
  if (size > 0 || part === 1) yield Buffer.concat(waiting);
}
