import type { ObjectStore } from '@runstead/object-store';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { requestedRange } from '../files/byte-range';
import { contentTypeOf, isSafeToShow } from '../files/content-types';

export interface SentContent {
  readonly objectKey: string;
  readonly size: number;
  /** Base64. */
  readonly md5: string;
  readonly name: string;
}

/** The bytes, whole or a range, so that a browser can do nothing with them but show or save them. Throws `ObjectNotFoundError`. */
export async function sendContent(content: SentContent, objects: ObjectStore, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const { size, md5, name, objectKey } = content;
  void reply.header('access-control-allow-origin', '*').header('access-control-expose-headers', 'content-length, content-range, etag');
  const range = requestedRange(request.headers.range, size);
  if (range === 'unsatisfiable') {
    void reply.status(416).headers({ 'content-range': `bytes */${size}`, 'content-type': 'application/json' });
    void reply.send(JSON.stringify({ error: 'The range lies beyond the end of the file.' }));
    return;
  }
  const contentType = contentTypeOf(name);
  const kind = isSafeToShow(contentType) ? 'inline' : 'attachment';
  const quoted = encodeURIComponent(name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  const length = range === 'whole' ? size : range.end - range.start + 1;
  void reply.status(range === 'whole' ? 200 : 206).headers({
    'content-type': contentType,
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'content-disposition': `${kind}; filename*=UTF-8''${quoted}`,
    'cache-control': 'private, max-age=0, must-revalidate',
    'accept-ranges': 'bytes',
    etag: `"${md5}"`,
    'content-length': String(length),
  });
  if (range !== 'whole') void reply.header('content-range', `bytes ${range.start}-${range.end}/${size}`);
  if (request.method === 'HEAD') return void reply.send();
  await reply.send(await objects.get(objectKey, range === 'whole' ? undefined : range));
}
