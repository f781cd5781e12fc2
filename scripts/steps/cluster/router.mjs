import { createHash } from 'node:crypto';
import { Agent, createServer, request } from 'node:http';

/** First part of a path that speaks the wandb wire protocol; everything else is the web application's. */
const INGEST = new Set(['graphql', 'files', 'storage', 'artifactsV2', 'sdk', 'oidc']);
/** The answer to a client that may come again: the SDK obeys it. */
const RETRY_AFTER_SECONDS = 1;
const HEALTH_EVERY_MS = 500;

/**
 * One public port before several replicas, as an ingress would be: the path says which service, the run which replica (its posts meet the
 * same caches), and a replica that is not ready gets nothing. What cannot be passed on is answered 503 with `Retry-After`.
 * @param {{ port: number, host?: string, replicas: { ingest: number[], query: number[] } }} options ports on loopback
 */
export async function startRouter({ port, host = '127.0.0.1', replicas }) {
  const agent = new Agent({ keepAlive: true, maxSockets: 512 });
  const ready = new Map();
  const look = async (target) => {
    const answer = await fetch(`http://127.0.0.1:${target}/readyz`, { signal: AbortSignal.timeout(2_000) }).catch(() => null);
    await answer?.body?.cancel();
    ready.set(target, answer?.ok === true);
  };
  const targets = [...replicas.ingest, ...replicas.query];
  const lookAtAll = () => Promise.all(targets.map(look));
  await lookAtAll();
  const watching = setInterval(lookAtAll, HEALTH_EVERY_MS).unref();

  const server = createServer((incoming, outgoing) => {
    const parts = incoming.url.split('?')[0].split('/').filter(Boolean);
    const group = INGEST.has(parts[0]) ? replicas.ingest : replicas.query;
    const target = choose(group, parts[0] === 'files' ? parts.slice(0, 4).join('/') : (incoming.socket.remotePort ?? 0), ready);
    if (target === undefined) return refuse(outgoing, 'no replica is ready');
    pass(incoming, outgoing, { target, agent, gone: () => ready.set(target, false) });
  });
  // Streams of live updates stay open for hours.
  server.requestTimeout = 0;
  await new Promise((resolve, reject) => server.once('error', reject).listen(port, host, resolve));
  return {
    port: server.address().port,
    close: async () => {
      clearInterval(watching);
      agent.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The same replica for the same key while the same ones are ready; another one's failure moves only its own keys. */
function choose(group, key, ready) {
  const weight = (target) => createHash('md5').update(`${target} ${key}`).digest().readUInt32BE();
  return group.filter((target) => ready.get(target)).sort((a, b) => weight(b) - weight(a))[0];
}

function pass(incoming, outgoing, { target, agent, gone }) {
  const forwarded = request({
    host: '127.0.0.1',
    port: target,
    agent,
    method: incoming.method,
    path: incoming.url,
    headers: { ...incoming.headers, 'x-forwarded-for': incoming.socket.remoteAddress ?? '', 'x-forwarded-proto': 'http' },
  });
  forwarded.on('response', (answer) => {
    outgoing.writeHead(answer.statusCode, answer.statusMessage, answer.headers);
    // Headers of a stream without events yet must arrive.
    outgoing.flushHeaders();
    answer.pipe(outgoing);
    answer.on('error', () => outgoing.destroy());
  });
  forwarded.on('error', (error) => {
    if (error.code === 'ECONNREFUSED') gone();
    if (outgoing.headersSent) outgoing.destroy();
    else refuse(outgoing, `the replica was lost (${error.code ?? error.message})`);
  });
  outgoing.on('close', () => forwarded.destroy());
  incoming.pipe(forwarded);
}

function refuse(outgoing, reason) {
  outgoing.writeHead(503, { 'content-type': 'application/problem+json', 'retry-after': String(RETRY_AFTER_SECONDS) });
  outgoing.end(JSON.stringify({ type: 'about:blank', title: 'Service Unavailable', status: 503, detail: `Try again: ${reason}.` }));
}
