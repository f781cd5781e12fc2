import { FastifyAdapter } from '@nestjs/platform-fastify';
import { randomUUID } from 'node:crypto';

/** Largest compressed or plain body that is read at all; routes have their own, smaller limits. */
const BODY_LIMIT = 64 * 1024 * 1024;
const API_BODY_LIMIT = 4 * 1024 * 1024;

/**
 * The one HTTP server. JSON of our own API is parsed here; a body of the wandb protocol stays a Buffer, because it may
 * be gzip, may hold NaN, and must be kept when it is broken; any other body stays a stream (`request.body`), for uploads.
 */
export function makeHttpAdapter(): FastifyAdapter {
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_LIMIT,
    routerOptions: { maxParamLength: 4_096, caseSensitive: true, ignoreTrailingSlash: false },
    requestIdHeader: false,
    genReqId: () => randomUUID(),
    keepAliveTimeout: 75_000,
    // The client gives a request 180 s; a slower one is not a client of ours.
    requestTimeout: 200_000,
    forceCloseConnections: 'idle',
  });
  const fastify = adapter.getInstance();
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser(['application/json', 'application/problem+json'], { parseAs: 'buffer' }, (request, body: Buffer, done) => {
    if (!request.url.startsWith('/api/')) return done(null, body);
    if (body.length > API_BODY_LIMIT) return done(httpError(413, 'The request is larger than 4 MiB.'));
    if (body.length === 0) return done(null, undefined);
    try {
      done(null, JSON.parse(body.toString('utf8')));
    } catch {
      done(httpError(400, 'The body is not valid JSON.'));
    }
  });
  fastify.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
  return adapter;
}

function httpError(statusCode: number, message: string): Error {
  return Object.assign(new Error(message), { statusCode });
}
