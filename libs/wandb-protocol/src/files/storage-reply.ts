import { Readable } from 'node:stream';
import type { Logger } from '@nestjs/common';
import { ObjectNotFoundError } from '@runstead/object-store';
import type { UrlSigner } from '@runstead/object-store';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { retryAfterSeconds } from '../http/retry-after';

export const NO_FILE = 'There is no such file.';
export const BAD_SIGNATURE = 'The signature of this address is wrong or too old.';

/** Nothing more is said once an answer has begun. */
export function refuse(reply: FastifyReply, status: number, message: string): void {
  if (reply.sent || reply.raw.headersSent) return;
  void reply
    .status(status)
    .header('content-type', 'application/json')
    .send(JSON.stringify({ error: message }));
}

export function accept(reply: FastifyReply): void {
  void reply.status(200).header('content-type', 'application/json').send('{}');
}

/** The signature in the URL is the only authority. */
export function isSigned(signer: UrlSigner, method: 'GET' | 'PUT', request: FastifyRequest): boolean {
  const { expires, signature } = request.query as Record<string, unknown>;
  const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
  return signer.verify(method, request.url.split('?')[0]!, text(expires), text(signature));
}

/** The platform gives a stream, bytes for JSON, or nothing for an empty body. */
export function bodyStream(body: unknown): Readable {
  if (body instanceof Readable) return body;
  return Readable.from(Buffer.isBuffer(body) ? [body] : []);
}

/** An outage is 503: the client repeats the whole upload or download. A client that went away gets no answer. */
export async function answered(reply: FastifyReply, logger: Logger, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (error instanceof ObjectNotFoundError) return refuse(reply, 404, NO_FILE);
    logger.error({ err: error }, 'the bytes of a file could not be moved');
    void reply.header('retry-after', String(retryAfterSeconds()));
    refuse(reply, 503, 'The file cannot be stored or served just now.');
  }
}
