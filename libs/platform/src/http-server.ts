import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { randomInt, randomUUID } from 'node:crypto';
import { SlowClients } from './slow-clients';

const HEADERS_TIMEOUT_MS = 10_000;
const MAX_CONNECTIONS = 10_000;

/**
 * The one HTTP server. Every body stays a stream (`request.body`): who may send it, how much of it and whether there is
 * room is decided before a byte of it is read (`BodyBudget`).
 */
export function makeHttpAdapter(): FastifyAdapter {
  const adapter = new FastifyAdapter({
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
  fastify.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
  fastify.server.maxConnections = MAX_CONNECTIONS;
  new SlowClients().watch(fastify.server);
  return adapter;
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
