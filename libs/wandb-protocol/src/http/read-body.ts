import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { gunzip, inflate } from 'node:zlib';

const unzip = promisify(gunzip);
const unflate = promisify(inflate);

export type Body =
  | { readonly kind: 'bytes'; readonly bytes: Buffer }
  /** It cannot be decoded; `bytes` is what came. */
  | { readonly kind: 'undecodable'; readonly bytes: Buffer; readonly reason: string }
  | { readonly kind: 'too-large' };

/** The decoded body of a request: whole in memory, at most `limit` bytes before and after decoding. */
export async function readBody(body: unknown, encoding: string | undefined, limit: number): Promise<Body> {
  const raw = await collect(body, limit);
  if (raw === null) return { kind: 'too-large' };
  const name = (encoding ?? '').trim().toLowerCase();
  if (name === '' || name === 'identity') return { kind: 'bytes', bytes: raw };
  if (name !== 'gzip' && name !== 'x-gzip' && name !== 'deflate')
    return { kind: 'undecodable', bytes: raw, reason: `unknown content encoding ${name.slice(0, 40)}` };
  try {
    return { kind: 'bytes', bytes: await (name === 'deflate' ? unflate : unzip)(raw, { maxOutputLength: limit }) };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') return { kind: 'too-large' };
    return { kind: 'undecodable', bytes: raw, reason: `not valid ${name}: ${(error as Error).message}` };
  }
}

async function collect(body: unknown, limit: number): Promise<Buffer | null> {
  if (body === undefined || body === null) return Buffer.alloc(0);
  if (Buffer.isBuffer(body)) return body.length > limit ? null : body;
  if (!(body instanceof Readable)) throw new TypeError('The body parser gave neither bytes nor a stream');
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of body as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > limit) return null;
    parts.push(part);
  }
  return Buffer.concat(parts);
}
