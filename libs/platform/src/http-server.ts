import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { randomInt, randomUUID } from 'node:crypto';
import { SlowClients } from './slow-clients';

/** Largest compressed or plain body that is read at all; routes have their own, smaller limits. */
const BODY_LIMIT = 64 * 1024 * 1024;
const API_BODY_LIMIT = 4 * 1024 * 1024;

const HEADERS_TIMEOUT_MS = 10_000;
const MAX_CONNECTIONS = 10_000;

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
    // How long a body may take is a matter of its rate: see SlowClients.
    requestTimeout: 0,
    http: { headersTimeout: HEADERS_TIMEOUT_MS, connectionsCheckingInterval: HEADERS_TIMEOUT_MS / 2 },
    forceCloseConnections: 'idle',
    frameworkErrors: answerUnreadableAddress,
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
  fastify.server.maxConnections = MAX_CONNECTIONS;
  new SlowClients().watch(fastify.server);
  return adapter;
}

function httpError(statusCode: number, message: string): Error {
  return Object.assign(new Error(message), { statusCode });
}

/** An address that cannot be decoded, or is too long. For lines of a run, 400 would end the run (protocol 6.4): it is asked for again. */
function answerUnreadableAddress(error: Error & { statusCode?: number }, request: FastifyRequest, reply: FastifyReply): void {
  const ofRun = request.method === 'POST' && /\/file_stream(?:\?|$)/.test(request.url);
  if (ofRun) void reply.header('retry-after', String(1 + randomInt(30)));
  void reply
    .status(ofRun ? 503 : (error.statusCode ?? 400))
    .header('content-type', 'application/json; charset=utf-8')
    .send(JSON.stringify({ error: error.message }));
}
