import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { Api } from '../fixtures/api';
import { Server } from '../fixtures/server';
import { historyPost, Wire } from './wire';

const PROJECT = 'overload';
const MEBIBYTE = 1024 * 1024;
/** More than the 128 MiB of bodies that are held at once, three times over. */
const RUNS = 48;
const LINES_A_POST = 8;
const POSTS = 2;

/**
 * Many clients send at once what is far more than the server can hold. How fast it is does not matter here: only that it
 * answers with what the client understands, keeps what it acknowledged, and does not grow without end.
 */
describe('three times more than there is room for', () => {
  let server: Server;
  let wire: Wire;
  beforeAll(async () => {
    server = await Server.start();
    wire = new Wire(server, RUNS);
  });
  afterAll(async () => {
    wire.close();
    await server.stop();
  });

  async function log(run: string): Promise<void> {
    for (let post = 0; post < POSTS; post += 1) {
      const body = historyPost(post * LINES_A_POST, (post + 1) * LINES_A_POST, MEBIBYTE);
      for (;;) {
        const answer = await wire.post(`/files/local/${PROJECT}/${run}/file_stream`, body);
        if (answer.status === 200) break;
        if (![429, 503].includes(answer.status)) throw new Error(`${answer.status}: ${answer.body}`);
        if (!(answer.retryAfter !== null && answer.retryAfter >= 1 && answer.retryAfter <= 30))
          throw new Error(`Retry-After: ${answer.retryAfter}`);
        // Sooner than it was asked to: a client with less patience than the real one.
        await pause(200 + 300 * Math.random());
      }
    }
  }

  it('is shed with 429 and 503 only, in bounded memory, and every acknowledged line is kept', async () => {
    const runs = Array.from({ length: RUNS }, (_, index) => `run-${index}`);
    let most = 0;
    const watching = setInterval(() => (most = Math.max(most, residentBytes(server))), 100);
    await Promise.all(runs.map(log)).finally(() => clearInterval(watching));
    expect([...wire.statuses.keys()].filter((status) => ![200, 429, 503].includes(status))).toEqual([]);
    expect(wire.statuses.get(429)).toBeGreaterThan(0);
    expect(wire.statuses.get(200)).toBe(RUNS * POSTS);
    // 128 MiB of bodies are copied a few times; without the budget 384 MiB would be.
    expect(most).toBeLessThan(2_500 * MEBIBYTE);
    const api = new Api(server);
    for (const run of runs) {
      const { totals } = await api.until(
        () => api.receipt(PROJECT, run),
        ({ complete }) => complete,
      );
      expect(totals).toMatchObject({ linesStored: POSTS * LINES_A_POST, gaps: 0, deadLetters: 0 });
    }
  });
});

/** 0 where there is no /proc. */
function residentBytes(server: Server): number {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.pid}/status`, 'utf8'))?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}
