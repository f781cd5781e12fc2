import type { ObjectStore } from '@runstead/object-store';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { requestedRange } from './byte-range';
import { isSafeToShow } from './content-types';
import { refuse } from './storage-reply';

export interface SentContent {
  readonly objectKey: string;
  readonly size: number;
  /** Base64. */
  readonly md5: string;
  /** What it is saved as: the last part of a path. */
  readonly name: string;
  readonly contentType: string;
}

/** The bytes, whole or a range, so that a browser can do nothing with them but show or save them. Throws `ObjectNotFoundError`. */
export async function sendContent(content: SentContent, objects: ObjectStore, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const { size, md5, name, contentType, objectKey } = content;
  allowOtherOrigins(reply);
  const range = requestedRange(request.headers.range, size);
  if (range === 'unsatisfiable') {
    void reply.header('content-range', `bytes */${size}`);
    return refuse(reply, 416, 'The range lies beyond the end of the file.');
  }
  const length = range === 'whole' ? size : range.end - range.start + 1;
  void reply.status(range === 'whole' ? 200 : 206).headers({
    'content-type': contentType,
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'content-disposition': `${isSafeToShow(contentType) ? 'inline' : 'attachment'}; filename*=UTF-8''${quoted(name)}`,
    'cache-control': 'private, max-age=0, must-revalidate',
    'accept-ranges': 'bytes',
    etag: `"${md5}"`,
    'content-length': String(length),
  });
  if (range !== 'whole') void reply.header('content-range', `bytes ${range.start}-${range.end}/${size}`);
  if (request.method === 'HEAD') return void reply.send();
  await reply.send(await objects.get(objectKey, range === 'whole' ? undefined : range));
}

/** Pages of other origins may read what they have a signed address for. */
export function allowOtherOrigins(reply: FastifyReply): void {
  void reply.header('access-control-allow-origin', '*').header('access-control-expose-headers', 'content-length, content-range, etag');
}

function quoted(name: string): string {
  return encodeURIComponent(name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}
