import { promisify } from 'node:util';
import { gunzip, inflate } from 'node:zlib';

const unzip = promisify(gunzip);
const unflate = promisify(inflate);

/** Lines of JSON shrink to a twentieth. What grows more than this when it is unpacked was made for that. */
export const MOST_GROWTH = 200;
/** Below it a few equal lines may well grow more. */
const UNSUSPICIOUS_BYTES = 1024 * 1024;

export type Body =
  | { readonly kind: 'bytes'; readonly bytes: Buffer }
  /** It cannot be decoded; `bytes` is what came. */
  | { readonly kind: 'undecodable'; readonly bytes: Buffer; readonly reason: string }
  | { readonly kind: 'too-large' };

/** The name of the encoding that a body has to be unpacked from; null for a plain one. */
export function encodingOf(header: string | undefined): string | null {
  const name = (header ?? '').trim().toLowerCase();
  return name === '' || name === 'identity' ? null : name;
}

/** Unpacks a whole body into at most `limit` bytes; no more than that is ever in memory. */
export async function unpack(raw: Buffer, encoding: string, limit: number): Promise<Body> {
  if (encoding !== 'gzip' && encoding !== 'x-gzip' && encoding !== 'deflate')
    return { kind: 'undecodable', bytes: raw, reason: `unknown content encoding ${encoding.slice(0, 40)}` };
  const most = Math.max(UNSUSPICIOUS_BYTES, raw.length * MOST_GROWTH);
  const maxOutputLength = Math.min(limit, most);
  try {
    return { kind: 'bytes', bytes: await (encoding === 'deflate' ? unflate : unzip)(raw, { maxOutputLength }) };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_BUFFER_TOO_LARGE')
      return { kind: 'undecodable', bytes: raw, reason: `not valid ${encoding}: ${(error as Error).message}` };
    if (maxOutputLength === limit) return { kind: 'too-large' };
    return { kind: 'undecodable', bytes: raw, reason: `more than ${MOST_GROWTH} times as large when it is unpacked` };
  }
}
