import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../scripts/steps/run.mjs';

const KEY = `local-${'b'.repeat(40)}`;

/** A standalone server of its own, on fresh data: what a benchmark measures and the chaos tests kill. */
export class BenchServer {
  constructor(port, dataDir) {
    this.port = port;
    this.dataDir = dataDir;
    this.url = `http://localhost:${port}`;
    this.key = KEY;
  }

  static async start() {
    const server = await BenchServer.prepared();
    await server.launch();
    return server;
  }

  /** With a port and a directory, not yet launched. */
  static async prepared(name = 'bench') {
    return new BenchServer(await freePort(), mkdtempSync(join(tmpdir(), `runstead-${name}-`)));
  }

  /** Answers the milliseconds until the server said that it is up; rejects when it ends before. */
  async launch(environment = {}) {
    const began = performance.now();
    // For a profile: BENCH_NODE_ARGS='--cpu-prof --cpu-prof-dir=/tmp/profile' npm run bench -- ingest
    const flags = (process.env.BENCH_NODE_ARGS ?? '').split(' ').filter(Boolean);
    this.child = spawn(process.execPath, [...flags, join(root, 'apps/standalone/dist/main.js')], {
      env: {
        ...process.env,
        RUNSTEAD_PORT: String(this.port),
        RUNSTEAD_DATA_DIR: this.dataDir,
        RUNSTEAD_ADMIN_API_KEY: KEY,
        RUNSTEAD_LOG_LEVEL: 'warn',
        ...environment,
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.ended = new Promise((resolve) => this.child.on('exit', (code, signal) => resolve(signal ?? code)));
    await new Promise((resolve, reject) => {
      let text = '';
      this.child.stdout.on('data', (chunk) => {
        text += chunk;
        if (text.includes('wandb login --host=')) resolve();
      });
      this.child.on('exit', () => reject(new Error(`The server ended before it was up:\n${text}`)));
    });
    return performance.now() - began;
  }

  /** Resident memory in MB and CPU seconds so far, from the kernel (null where there is no /proc). */
  usage() {
    const status = `/proc/${this.child.pid}/status`;
    if (!existsSync(status)) return null;
    const rss = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(status, 'utf8'))[1]) / 1024;
    const fields = readFileSync(`/proc/${this.child.pid}/stat`, 'utf8').split(') ')[1].split(' ');
    return { rss, cpu: (Number(fields[11]) + Number(fields[12])) / 100 };
  }

  /** CPU seconds so far of the server's own thread and of all others (the pool, PGlite, the engine); null where there is no /proc. */
  threads() {
    const folder = `/proc/${this.child.pid}/task`;
    if (!existsSync(folder)) return null;
    const seconds = { own: 0, others: 0 };
    for (const thread of readdirSync(folder)) {
      const fields = readFileSync(join(folder, thread, 'stat'), 'utf8')
        .split(') ')[1]
        .split(' ');
      seconds[thread === String(this.child.pid) ? 'own' : 'others'] += (Number(fields[11]) + Number(fields[12])) / 100;
    }
    return seconds;
  }

  async metric(name) {
    const text = await (await fetch(`${this.url}/metrics`)).text();
    const line = text.split('\n').find((row) => row.startsWith(name) && !row.startsWith('#'));
    return line === undefined ? NaN : Number(line.slice(line.lastIndexOf(' ') + 1));
  }

  /** Waits until these projections hold all that was acknowledged; asked of the metrics: a chart every few milliseconds would be load. */
  async projected(projections) {
    for (;;) {
      const text = await (await fetch(`${this.url}/metrics`)).text();
      const lags = text
        .split('\n')
        .filter((row) => projections.some((name) => row.startsWith(`runstead_projection_lag_records{projection="${name}"`)))
        .map((row) => Number(row.slice(row.lastIndexOf(' ') + 1)));
      if (lags.length > 0 && lags.every((lag) => lag === 0)) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  async api(method, path, body) {
    return fetch(`${this.url}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  /** Bytes below a folder of the data directory. */
  bytes(folder = '') {
    const walk = (path) =>
      readdirSync(path, { withFileTypes: true }).reduce(
        (sum, entry) =>
          sum + (entry.isDirectory() ? walk(join(path, entry.name)) : entry.isFile() ? statSync(join(path, entry.name)).size : 0),
        0,
      );
    return walk(join(this.dataDir, folder));
  }

  /** As the power does it. */
  async kill() {
    this.child.kill('SIGKILL');
    await this.ended;
  }

  /** Answers the exit code, or the signal that ended it. */
  async stop({ keep = false } = {}) {
    this.child.kill('SIGTERM');
    const end = await this.ended;
    if (!keep) this.remove();
    return end;
  }

  remove() {
    rmSync(this.dataDir, { recursive: true, force: true });
  }
}

export function quantile(sorted, q) {
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))];
}

function freePort() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
