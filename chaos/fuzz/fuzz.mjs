import { rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { BenchServer, quantile } from '../../bench/server.mjs';
import { makeProgress } from '../../scripts/seeds/progress.mjs';
import { makeRandom } from '../../scripts/seeds/random.mjs';
import { WireClient } from '../../scripts/seeds/wire-client.mjs';
import { ChaosRun } from '../chaos-run.mjs';
import { Ledger } from '../ledger.mjs';
import { ReadBack, caughtUp } from '../read-back.mjs';
import { verified } from '../verified.mjs';
import { apiCase, readEndpoints } from './api-cases.mjs';
import { fileStreamCase } from './file-stream-cases.mjs';
import { graphqlCase } from './graphql-cases.mjs';
import { nameCase } from './name-cases.mjs';

const AT_ONCE = 24;
const PROBE_MS = 25;
/** A case that holds everybody else up for so long hangs the server. Shorter waits are figures: machines are shared and noisy. */
const HANG_MS = 20_000;
const CATCH_UP_MS = 120_000;

/**
 * Sends `cases` malformed requests with a valid key while an honest run logs. The server must live, answer each with
 * something that fits, hold nobody up, and show the honest run whole. Answers `{ ledger, figures }`.
 */
export async function fuzz({ seed, cases }) {
  const ledger = new Ledger();
  const server = await BenchServer.prepared('fuzz');
  await server.launch({ RUNSTEAD_LOG_LEVEL: 'silent' });
  const wire = new WireClient(server.url, server.key, { sockets: 4 });
  const sender = new Sender(server, ledger);
  let dead = false;
  void server.ended.then((end) => {
    dead = true;
    if (!sender.finished) ledger.violate(`the server ended with ${end} while it answered ${sender.inHand()}`);
  });
  try {
    const endpoints = await readEndpoints(server);
    const kinds = [fileStreamCase, fileStreamCase, fileStreamCase, graphqlCase, graphqlCase, nameCase, (dice) => apiCase(dice, endpoints)];
    let over = false;
    const witness = new ChaosRun(wire, ledger, makeRandom(seed + 1), { name: 'witness', posts: Infinity, pace: 100 });
    const witnessing = witness.live('ends', () => over);
    const probing = probe(server, sender, () => over || dead);
    const tick = makeProgress('Cases', cases);
    let next = 0;
    const worker = async () => {
      while (next < cases && !dead) {
        const number = next++;
        const dice = makeRandom(seed * 1_000_003 + number);
        await sender.send(number, dice.pick(kinds)(dice));
        tick();
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    over = true;
    const stalls = await probing;
    if (dead) return { ledger, figures: {} };
    await witnessing;
    const inTime = await Promise.race([caughtUp(server).then(() => true), pause(CATCH_UP_MS, false, { ref: false })]);
    if (!inTime) ledger.violate(`a projection is stuck: ${await (await server.api('GET', '/admin/projections')).text()}`);
    await new ReadBack(server, wire, ledger).check(ledger.run('witness'));
    const compared = await verified(server, ledger);
    const { rss } = server.usage() ?? {};
    sender.finished = true;
    const ended = await server.stop({ keep: true });
    if (ended !== 0) ledger.violate(`the orderly stop ended with ${ended}`);
    return {
      ledger,
      figures: { cases, ...sender.figures(), witnessLines: ledger.acknowledged, ...compared, ...stalls, residentMB: Math.round(rss) },
    };
  } finally {
    wire.close();
    sender.close();
    await server.kill().catch(() => undefined);
    rmSync(server.dataDir, { recursive: true, force: true });
  }
}

class Sender {
  agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
  hand = new Map();
  statuses = new Map();
  finished = false;

  constructor(server, ledger) {
    Object.assign(this, { server, ledger });
    this.basic = `Basic ${Buffer.from(`api:${server.key}`).toString('base64')}`;
  }

  async send(number, { method, path, body, headers, allowed, bearer, fatal }) {
    const what = `case ${number}: ${method} ${path.slice(0, 150)}`;
    this.hand.set(number, what);
    const bytes = body === null || body === undefined ? Buffer.alloc(0) : Buffer.from(body);
    const all = { authorization: bearer ? `Bearer ${this.server.key}` : this.basic, 'content-length': bytes.length, ...headers };
    if (bytes.length > 0) all['content-type'] = 'application/json';
    try {
      const { status, text, retryAfter } = await this.once(method, path, all, bytes);
      this.statuses.set(status, (this.statuses.get(status) ?? 0) + 1);
      const shown = `${what} ${bytes.subarray(0, 200).toString('utf8')} -> ${status} ${text.slice(0, 200)}`;
      if (status >= 500 && !(fatal && status === 503)) this.ledger.violate(`unexpected: ${shown}`);
      else if (allowed && !allowed.includes(status)) this.ledger.violate(`does not fit: ${shown}`);
      if (status === 503 && !(retryAfter >= 1 && retryAfter <= 30)) this.ledger.violate(`without Retry-After of 1 to 30: ${shown}`);
    } catch (error) {
      // A refused body may be cut off by the closing connection; anything else is for the operator.
      // A refusal before the request was understood has a body, which an answer to HEAD must not have.
      if (!['ECONNRESET', 'EPIPE'].includes(error.code) && !(method === 'HEAD' && error.code === 'HPE_INVALID_CONSTANT'))
        this.ledger.violate(`${what}: ${error.message}`);
      else this.statuses.set('cut off', (this.statuses.get('cut off') ?? 0) + 1);
    }
    this.hand.delete(number);
  }

  once(method, path, headers, bytes) {
    return new Promise((resolve, reject) => {
      const call = request(
        { agent: this.agent, host: '127.0.0.1', port: this.server.port, method, path, headers, timeout: 60_000 },
        (response) => {
          const chunks = [];
          response.on('data', (chunk) => chunks.push(chunk));
          response.on('error', reject);
          response.on('end', () =>
            resolve({
              status: response.statusCode,
              retryAfter: Number(response.headers['retry-after']),
              text: Buffer.concat(chunks).toString('utf8'),
            }),
          );
        },
      );
      call.on('timeout', () => call.destroy(new Error('no answer within 60 s')));
      call.on('error', reject);
      call.end(bytes);
    });
  }

  inHand() {
    return [...this.hand.values()].join('; ');
  }

  figures() {
    return { statuses: Object.fromEntries([...this.statuses].sort()) };
  }

  close() {
    this.agent.destroy();
  }
}

/** Asks something trivial all the time: how long others would have waited. */
async function probe(server, sender, over) {
  const waits = [];
  while (!over()) {
    const began = performance.now();
    const suspects = sender.inHand();
    await fetch(`${server.url}/healthz`).catch(() => undefined);
    const wait = performance.now() - began;
    waits.push(wait);
    if (wait > HANG_MS)
      sender.ledger.violate(`everybody waited ${Math.round(wait)} ms, perhaps for one of: ${suspects} | ${sender.inHand()}`);
    await pause(PROBE_MS);
  }
  waits.sort((a, b) => a - b);
  return { waitP50: round(quantile(waits, 0.5)), waitP99: round(quantile(waits, 0.99)), waitMost: round(waits.at(-1)) };
}

function round(milliseconds) {
  return Math.round(milliseconds * 10) / 10;
}
