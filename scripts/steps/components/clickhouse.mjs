import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { freePort, supervised } from './process.mjs';

const front = fileURLToPath(new URL('clickhouse-front.mjs', import.meta.url));

/**
 * A ClickHouse server: the real one as a container. No package registry carries the server, so without Docker the same engine
 * (chdb) runs in a process of its own behind an HTTP interface like the server's, for tests and trials only.
 */
export const clickhouse = {
  name: 'clickhouse',
  testVariable: 'RUNSTEAD_TEST_CLICKHOUSE_URL',
  env: (address, given) => ({ CLICKHOUSE_URL: given ?? `http://${address}` }),
  container: () => ({
    image: 'clickhouse/clickhouse-server:25.8',
    port: 8123,
    environment: { CLICKHOUSE_SKIP_USER_SETUP: '1' },
    ready: (Wait) => Wait.forHttp('/ping', 8123),
  }),

  /** chdb is one of the locked dependencies. */
  async installed() {},

  async start({ folder, port: wanted = 0, log }) {
    const port = wanted || (await freePort());
    mkdirSync(folder, { recursive: true });
    const running = await supervised({
      name: 'ClickHouse',
      log,
      ready: () => pong(port),
      launch: () => ({ command: process.execPath, args: [front, String(port), folder] }),
    });
    const address = `127.0.0.1:${port}`;
    return { address, env: clickhouse.env(address), ...running };
  },
};

async function pong(port) {
  const answer = await fetch(`http://127.0.0.1:${port}/ping`, { signal: AbortSignal.timeout(2_000) });
  if (!answer.ok) throw new Error(`it answered ${answer.status}`);
}
